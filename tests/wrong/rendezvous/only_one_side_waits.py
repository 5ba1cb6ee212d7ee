# fails: wrong
"""Side 1 waits for side 0, and side 0 walks on as if it were alone."""

from threading import Semaphore


class Rendezvous:
    def __init__(self):
        self.zero_is_here = Semaphore(0)

    def meet(self, side):
        if side == 0:
            self.zero_is_here.release()
        else:
            self.zero_is_here.acquire()
