# fails: deadlock
"""Both keep their read and wait until the other has given up its own: each stays because the other does."""

from threading import Lock, get_ident


class ReadWriteLock:
    def __init__(self):
        self.door = Lock()
        self.reading = {}
        self.writer = None

    def acquire_read(self):
        mine = Lock()
        mine.acquire()
        with self.door:
            self.reading[get_ident()] = mine

    def release_read(self):
        mine = self.reading.pop(get_ident(), None)
        if mine is None:
            raise RuntimeError("this thread is not reading")
        mine.release()

    def wait_for_the_readers(self):
        for other in list(self.reading.values()):
            with other:
                pass
        self.writer = get_ident()

    def acquire_write(self):
        self.door.acquire()
        self.wait_for_the_readers()

    def release_write(self):
        if self.writer != get_ident():
            raise RuntimeError("this thread is not writing")
        self.writer = None
        self.door.release()

    def upgrade(self):
        mine = self.reading.get(get_ident())
        if mine is None:
            raise RuntimeError("this thread is not reading")
        self.door.acquire()
        del self.reading[get_ident()]
        self.wait_for_the_readers()
        mine.release()
        return True
