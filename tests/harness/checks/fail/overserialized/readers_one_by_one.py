# contract: book::test_two_read_together
# facts: Overserialized two read together 500
"""A book with one lock, for readers as for writers."""

from threading import Lock


class Book:
    def __init__(self):
        self.lock = Lock()

    def read(self, action):
        with self.lock:
            action()

    def write(self, action):
        with self.lock:
            action()
