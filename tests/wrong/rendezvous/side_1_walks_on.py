# fails: wrong
"""Side 0 waits for side 1, and side 1 walks on as if it were alone."""

from threading import Semaphore


class Rendezvous:
    def __init__(self):
        self._is_here = (Semaphore(0), Semaphore(0))

    def meet(self, side):
        self._is_here[side].release()
        if side == 0:
            self._is_here[1].acquire()
