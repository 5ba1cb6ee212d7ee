# fails: forbidden
"""Hands all the work to queue.Queue, which is the very thing to be built."""

import queue


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.queue = queue.Queue(capacity)

    def put(self, item):
        self.queue.put(item)

    def get(self):
        return self.queue.get()


# mend: A deque, and a Condition to wait on while it is full or empty.
