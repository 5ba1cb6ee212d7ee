# fails: forbidden
"""A right buffer, but it tells everybody with an Event, which is not among the tools of this kata."""

from collections import deque
from threading import Event, Lock


class Closed(Exception):
    pass


class CloseableBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.capacity = capacity
        self.items = deque()
        self.closed = False
        self.mutex = Lock()
        self.waiting = []

    def attempt(self, action):
        while True:
            with self.mutex:
                if action():
                    for change in self.waiting:
                        change.set()
                    self.waiting.clear()
                    return
                change = Event()
                self.waiting.append(change)
            change.wait()

    def put(self, item):
        def action():
            if self.closed:
                raise Closed
            if len(self.items) == self.capacity:
                return False
            self.items.append(item)
            return True

        self.attempt(action)

    def get(self):
        got = []

        def action():
            if self.items:
                got.append(self.items.popleft())
            elif self.closed:
                raise Closed
            return bool(got)

        self.attempt(action)
        return got[0]

    def close(self):
        def action():
            self.closed = True
            return True

        self.attempt(action)


# mend: A Condition in place of the mutex does what the list of events does.
