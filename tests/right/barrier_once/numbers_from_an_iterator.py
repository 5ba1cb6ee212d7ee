# passes
"""next() of a count is one step, so nobody needs a mutex; each opens for the one before it."""

from itertools import count
from threading import Semaphore


class Barrier:
    def __init__(self, parties):
        self.numbers = count(1)
        self.opened = [Semaphore(0) for _ in range(parties + 1)]

    def wait(self):
        number = next(self.numbers)
        if number < len(self.opened) - 1:
            self.opened[number].acquire()
        self.opened[number - 1].release()
