# contract: cupboard::test_a_thing_comes_out
# facts: BusyWait taker :19
"""Sleeps a little and looks again."""

import time
from threading import Lock


class Cupboard:
    def __init__(self):
        self.things, self.lock = [], Lock()

    def put(self, thing):
        with self.lock:
            self.things.append(thing)

    def take(self):
        while not self.things:
            time.sleep(0.01)
        with self.lock:
            return self.things.pop()
