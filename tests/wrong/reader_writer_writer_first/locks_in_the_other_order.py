# fails: deadlock
"""The reader bars the writers before it asks whether readers may come; the writer does it the other way round."""

from threading import Lock


class Lightswitch:
    def __init__(self):
        self.mutex = Lock()
        self.count = 0

    def lock(self, room):
        with self.mutex:
            self.count += 1
            if self.count == 1:
                room.acquire()

    def unlock(self, room):
        with self.mutex:
            self.count -= 1
            if self.count == 0:
                room.release()


class ReadWriteLock:
    def __init__(self):
        self.no_readers = Lock()
        self.no_writers = Lock()
        self.reading = Lightswitch()
        self.writers = Lightswitch()
        self.writing = False

    def acquire_read(self):
        self.reading.lock(self.no_writers)
        with self.no_readers:
            pass

    def release_read(self):
        if self.reading.count == 0:
            raise RuntimeError("nobody is reading")
        self.reading.unlock(self.no_writers)

    def acquire_write(self):
        self.writers.lock(self.no_readers)
        self.no_writers.acquire()
        self.writing = True

    def release_write(self):
        if not self.writing:
            raise RuntimeError("nobody is writing")
        self.writing = False
        self.no_writers.release()
        self.writers.unlock(self.no_readers)
