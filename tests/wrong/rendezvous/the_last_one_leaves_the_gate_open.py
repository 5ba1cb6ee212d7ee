# fails: wrong
"""A turnstile that is right for one meeting and never closed again for the next."""

from threading import Semaphore


class Rendezvous:
    def __init__(self):
        self.mutex = Semaphore(1)
        self.turnstile = Semaphore(0)
        self.arrived = 0

    def meet(self, side):
        with self.mutex:
            self.arrived += 1
            if self.arrived == 2:
                self.arrived = 0
                self.turnstile.release()
        self.turnstile.acquire()
        self.turnstile.release()


# mend: A gate of its own for each side lets nobody take the other's ticket, and needs no turnstile.
