# fails: deadlock
"""The first reader waits for the room with the mutex in hand, and release_read needs it to say that nobody reads."""

from threading import Lock


class ReadWriteLock:
    def __init__(self):
        self.mutex = Lock()
        self.room = Lock()
        self.readers = 0
        self.writing = False

    def acquire_read(self):
        with self.mutex:
            if self.readers == 0:
                self.room.acquire()
            self.readers += 1

    def release_read(self):
        with self.mutex:
            if self.readers == 0:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            if self.readers == 0:
                self.room.release()

    def acquire_write(self):
        self.room.acquire()
        self.writing = True

    def release_write(self):
        if not self.writing:
            raise RuntimeError("nobody is writing")
        self.writing = False
        self.room.release()


# mend: Let a Condition guard the counts: its wait releases the mutex.
