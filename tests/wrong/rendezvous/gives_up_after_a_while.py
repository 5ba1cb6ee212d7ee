# fails: wrong
"""Waits for the other, but not for ever, and walks on alone as if they had met."""

from threading import Semaphore


class Rendezvous:
    def __init__(self):
        self.here = [Semaphore(0), Semaphore(0)]

    def meet(self, side):
        self.here[side].release()
        self.here[1 - side].acquire(timeout=0.01)
