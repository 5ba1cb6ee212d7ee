# fails: wrong
"""Waits once and takes it for its turn: a thread may wake for nothing."""

from threading import Condition


class FairLock:
    def __init__(self):
        self.handed_over = Condition()
        self.taken = False
        self.waiting = 0

    def acquire(self):
        with self.handed_over:
            if self.taken:
                self.waiting += 1
                self.handed_over.wait()
                self.waiting -= 1
            self.taken = True

    def release(self):
        with self.handed_over:
            if self.waiting:
                self.handed_over.notify()
            else:
                self.taken = False


# mend: A number for each who comes, and a number whose turn it is, tell a wake-up from a turn.
