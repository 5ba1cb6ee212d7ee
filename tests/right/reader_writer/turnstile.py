# passes
"""A lightswitch with a turnstile in front: a waiting writer stops the readers behind it."""

from threading import Lock


class Lightswitch:
    """Locks the room for the first who comes and opens it after the last. Locks are gates here:
    whoever opens one need not be the thread that closed it."""

    def __init__(self, room):
        self.room = room
        self.mutex = Lock()
        self.count = 0

    def on(self):
        with self.mutex:
            if self.count == 0:
                self.room.acquire()
            self.count += 1

    def off(self):
        with self.mutex:
            self.count -= 1
            if self.count == 0:
                self.room.release()


class ReadWriteLock:
    def __init__(self):
        self.room = Lock()
        self.turnstile = Lock()
        self.readers = Lightswitch(self.room)
        self.writers = 0

    def acquire_read(self):
        with self.turnstile:
            pass
        self.readers.on()

    def release_read(self):
        if self.readers.count < 1:
            raise RuntimeError("no reader inside")
        self.readers.off()

    def acquire_write(self):
        with self.turnstile:
            self.room.acquire()
            self.writers += 1

    def release_write(self):
        if self.writers < 1:
            raise RuntimeError("no writer inside")
        self.writers -= 1
        self.room.release()
