# contract: cupboard::test_a_thing_comes_out
# facts: ForbiddenUse the module queue
"""The kata's work is done by queue.Queue."""

from queue import Queue


class Cupboard:
    def __init__(self):
        self.things = Queue(1)

    def put(self, thing):
        self.things.put(thing)

    def take(self):
        return self.things.get()
