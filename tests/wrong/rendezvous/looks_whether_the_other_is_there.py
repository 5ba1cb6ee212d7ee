# fails: wrong
"""Both see each other come, and each takes itself for the last: two signals nobody takes are left."""

from threading import Semaphore


class Rendezvous:
    def __init__(self):
        self.there = [False, False]
        self.wake = [Semaphore(0), Semaphore(0)]

    def meet(self, side):
        other = 1 - side
        self.there[side] = True
        if self.there[other]:
            self.there[other] = False
            self.wake[other].release()
        else:
            self.wake[side].acquire()


# mend: Nothing has to be looked at: each side signals and waits for the other's signal.
