# contract: cupboard::test_a_thing_comes_out
# facts: LeakedThread Thread-1 (tell) :18
"""Notifies in a thread that nobody joins: it may still run when all is over."""

from threading import Condition, Thread


class Cupboard:
    def __init__(self):
        self.things, self.changed = [], Condition()

    def put(self, thing):
        with self.changed:
            self.things.append(thing)
        Thread(target=self.tell).start()

    def tell(self):
        with self.changed:
            self.changed.notify()

    def take(self):
        with self.changed:
            self.changed.wait_for(lambda: self.things)
            return self.things.pop()
