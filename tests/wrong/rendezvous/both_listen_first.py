# fails: deadlock
"""Each waits for the other's signal before it gives its own: two very polite climbers."""

from threading import Semaphore


class Rendezvous:
    def __init__(self):
        self.here = [Semaphore(0), Semaphore(0)]

    def meet(self, side):
        self.here[1 - side].acquire()
        self.here[side].release()
