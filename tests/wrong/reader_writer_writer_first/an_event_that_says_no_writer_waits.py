# fails: forbidden
"""Keeps the readers out with an Event, which is not among the tools of this kata."""

from threading import Condition, Event


class ReadWriteLock:
    def __init__(self):
        self.changed = Condition()
        self.no_writer = Event()
        self.no_writer.set()
        self.readers = 0
        self.writers = 0
        self.writing = False

    def acquire_read(self):
        while True:
            self.no_writer.wait()
            with self.changed:
                if not self.writers:
                    self.readers += 1
                    return

    def release_read(self):
        with self.changed:
            if not self.readers:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            self.changed.notify_all()

    def acquire_write(self):
        with self.changed:
            self.writers += 1
            self.no_writer.clear()
            self.changed.wait_for(lambda: not self.writing and not self.readers)
            self.writing = True

    def release_write(self):
        with self.changed:
            if not self.writing:
                raise RuntimeError("nobody is writing")
            self.writing = False
            self.writers -= 1
            if not self.writers:
                self.no_writer.set()
            self.changed.notify_all()


# mend: The count of writers says so already, and a thread can wait for it on the condition.
