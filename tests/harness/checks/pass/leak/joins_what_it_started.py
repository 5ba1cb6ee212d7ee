# contract: cupboard::test_a_thing_comes_out
"""Notifies in a thread, and joins it."""

from threading import Condition, Thread


class Cupboard:
    def __init__(self):
        self.things, self.changed = [], Condition()

    def put(self, thing):
        with self.changed:
            self.things.append(thing)
        teller = Thread(target=self.tell)
        teller.start()
        teller.join()

    def tell(self):
        with self.changed:
            self.changed.notify()

    def take(self):
        with self.changed:
            self.changed.wait_for(lambda: self.things)
            return self.things.pop()
