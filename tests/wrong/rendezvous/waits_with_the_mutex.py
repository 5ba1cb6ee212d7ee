# fails: deadlock
"""The first to come waits at the gate with the mutex in its hand, and the second cannot come in."""

from threading import Semaphore


class Rendezvous:
    def __init__(self):
        self.mutex = Semaphore(1)
        self.gate = Semaphore(0)
        self.somebody = False

    def meet(self, side):
        with self.mutex:
            if self.somebody:
                self.somebody = False
                self.gate.release()
            else:
                self.somebody = True
                self.gate.acquire()


# mend: Wait outside the mutex, each side at a gate of its own.
