# passes
"""A semaphore of one as the mutex; the second to come lets the first go and makes a new gate."""

from threading import BoundedSemaphore, Semaphore


class Rendezvous:
    def __init__(self):
        self.mutex = BoundedSemaphore()
        self.gate = None

    def meet(self, side):
        with self.mutex:
            if self.gate is not None:
                self.gate.release()
                self.gate = None
                return
            mine = self.gate = Semaphore(0)
        mine.acquire()
