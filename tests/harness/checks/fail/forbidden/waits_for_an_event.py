# contract: cupboard::test_a_thing_comes_out
# facts: LoadFailure waits_for_an_event.py line 11: threading.Event
"""An Event remembers, which is what the learner is to build."""

import threading


class Cupboard:
    def __init__(self):
        self.thing = None
        self.full = threading.Event()

    def put(self, thing):
        self.thing = thing
        self.full.set()

    def take(self):
        self.full.wait()
        return self.thing
