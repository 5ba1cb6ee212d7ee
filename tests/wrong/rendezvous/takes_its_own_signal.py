# fails: wrong
"""One semaphore for both: a side gives a signal and takes the same one back at once."""

from threading import Semaphore


class Rendezvous:
    def __init__(self):
        self.here = Semaphore(0)

    def meet(self, side):
        self.here.release()
        self.here.acquire()
