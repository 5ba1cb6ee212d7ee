# passes
"""The first reader in locks the room, the last one out opens it: a Semaphore, since it may be
another thread that opens."""

from threading import Lock, Semaphore


class ReadWriteLock:
    def __init__(self):
        self.room = Semaphore(1)
        self.mutex = Lock()
        self.readers = 0
        self.writing = False

    def acquire_read(self):
        with self.mutex:
            self.readers += 1
            if self.readers == 1:
                # Waiting inside the mutex is right here: the other readers would have to wait
                # anyway, and a writer never needs the mutex to leave the room.
                self.room.acquire()

    def release_read(self):
        # The first reader may still be waiting for the room inside the mutex. Then a writer is
        # inside, nobody reads, and this call has no business to wait for that writer.
        if self.writing or self.readers == 0:
            raise RuntimeError("nobody is reading")
        with self.mutex:
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
