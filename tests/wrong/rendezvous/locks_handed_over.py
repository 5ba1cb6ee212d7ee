# fails: forbidden
"""Right, with locks that one side takes and the other releases; but a Lock is no signal here."""

from threading import Lock


class Rendezvous:
    def __init__(self):
        self.here = [Lock(), Lock()]
        for lock in self.here:
            lock.acquire()

    def meet(self, side):
        self.here[side].release()
        self.here[1 - side].acquire()
