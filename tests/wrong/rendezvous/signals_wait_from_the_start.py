# fails: wrong
"""The semaphores start at 1, so each finds the other's signal there before the other is."""

from threading import Semaphore


class Rendezvous:
    def __init__(self):
        self.here = [Semaphore(1), Semaphore(1)]

    def meet(self, side):
        self.here[side].release()
        self.here[1 - side].acquire()
