# contract: book::test_the_writer_does_not_starve
# facts: Starvation writer :24; reader-1; reader-2
"""The room is never empty for the writer as long as readers come and go."""

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
        with self.mutex:
            self.readers -= 1
            if self.readers == 0:
                self.room.release()

    def write(self, action):
        with self.room:
            action()
