# contract: book::test_two_read_together
"""A reader takes one of two permits, a writer both of them."""

from threading import Lock, Semaphore


class Book:
    def __init__(self):
        self.places, self.writing = Semaphore(2), Lock()

    def read(self, action):
        with self.places:
            action()

    def write(self, action):
        with self.writing, self.places, self.places:
            action()
