# contract: book::test_the_writer_does_not_starve
"""Readers and writers go through one turnstile, and the writer bars it until it has the room."""

from threading import Lock, Semaphore


class Book:
    def __init__(self):
        self.turnstile, self.mutex, self.room, self.readers = Lock(), Lock(), Semaphore(1), 0

    def read(self, action):
        with self.turnstile:
            pass
        with self.mutex:
            self.readers += 1
            if self.readers == 1:
                self.room.acquire()
        action()
        with self.mutex:
            self.readers -= 1
            if self.readers == 0:
                self.room.release()

    def write(self, action):
        with self.turnstile, self.room:
            action()
