# passes
"""A row of semaphores, one pair a round, made when they are needed: nothing is ever used twice."""

from collections import defaultdict
from threading import Semaphore


class Rendezvous:
    def __init__(self):
        self._making = Semaphore(1)
        self._signals = defaultdict(lambda: Semaphore(0))
        self._round = [0, 0]

    def _signal(self, number, side):
        with self._making:
            return self._signals[number, side]

    def meet(self, side):
        number = self._round[side] = self._round[side] + 1
        self._signal(number, side).release()
        self._signal(number, 1 - side).acquire()
        del self._signals[number, 1 - side]
