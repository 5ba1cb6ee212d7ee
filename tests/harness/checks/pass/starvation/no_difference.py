# contract: book::test_the_reader_does_not_starve
"""Who writes and who reads queue up at the same semaphore."""

from threading import Semaphore


class Book:
    def __init__(self):
        self.room = Semaphore(1)

    def read(self, action):
        with self.room:
            action()

    def write(self, action):
        with self.room:
            action()
