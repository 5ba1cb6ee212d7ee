# fails: wrong
"""Remembers that the other was there once, and never again waits for it."""

from threading import Semaphore


class Rendezvous:
    def __init__(self):
        self.here = [Semaphore(0), Semaphore(0)]
        self.met = [False, False]

    def meet(self, side):
        if self.met[side]:
            return
        self.here[side].release()
        self.here[1 - side].acquire()
        self.met[side] = True
