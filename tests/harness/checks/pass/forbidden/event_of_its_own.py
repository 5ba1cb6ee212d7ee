# contract: cupboard::test_a_thing_comes_out
"""A class called Event that the learner wrote is no threading.Event."""

from threading import Condition


class Event:
    def __init__(self):
        self.on = False
        self.changed = Condition()

    def set(self):
        with self.changed:
            self.on = True
            self.changed.notify_all()

    def wait(self):
        with self.changed:
            self.changed.wait_for(lambda: self.on)


class Cupboard:
    def __init__(self):
        self.full = Event()

    def put(self, thing):
        self.thing = thing
        self.full.set()

    def take(self):
        self.full.wait()
        return self.thing
