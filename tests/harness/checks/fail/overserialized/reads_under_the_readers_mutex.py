# contract: book::test_two_read_together
# facts: Overserialized two read together 500
"""Counts the readers under a mutex, and reads before it gives the mutex back."""

from threading import Lock, Semaphore


class Book:
    def __init__(self):
        self.mutex, self.room, self.readers = Lock(), Semaphore(1), 0

    def read(self, action):
        with self.mutex:
            self.readers += 1
            if self.readers == 1:
                self.room.acquire()
            action()
            self.readers -= 1
            if self.readers == 0:
                self.room.release()

    def write(self, action):
        with self.room:
            action()
