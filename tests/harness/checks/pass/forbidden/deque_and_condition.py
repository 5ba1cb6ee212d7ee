# contract: cupboard::test_a_thing_comes_out
"""A deque is no queue: the waiting is done by a Condition."""

from collections import deque
from threading import Condition


class Cupboard:
    def __init__(self):
        self.things = deque()
        self.changed = Condition()

    def put(self, thing):
        with self.changed:
            self.things.append(thing)
            self.changed.notify()

    def take(self):
        with self.changed:
            while not self.things:
                self.changed.wait()
            return self.things.popleft()
