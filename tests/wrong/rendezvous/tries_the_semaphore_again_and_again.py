# fails: busy_wait
"""Tries for the other's signal without waiting, until it has it."""

from threading import Semaphore


class Rendezvous:
    def __init__(self):
        self.here = [Semaphore(0), Semaphore(0)]

    def meet(self, side):
        self.here[side].release()
        while not self.here[1 - side].acquire(blocking=False):
            pass
