# fails: wrong
"""Tickets and notify(): the sign moves on, but the one who is woken has another number."""

from threading import Condition


class ReadWriteLock:
    def __init__(self):
        self.changed = Condition()
        self.readers = 0
        self.writing = False
        self.next_ticket = 0
        self.serving = 0

    def draw(self):
        ticket = self.next_ticket
        self.next_ticket += 1
        return ticket

    def acquire_read(self):
        with self.changed:
            ticket = self.draw()
            while self.serving != ticket or self.writing:
                self.changed.wait()
            self.readers += 1
            self.serving += 1
            self.changed.notify()

    def release_read(self):
        with self.changed:
            if not self.readers:
                raise RuntimeError("nobody is reading")
            self.readers -= 1
            self.changed.notify()

    def acquire_write(self):
        with self.changed:
            ticket = self.draw()
            while self.serving != ticket or self.writing or self.readers:
                self.changed.wait()
            self.writing = True
            self.serving += 1
            self.changed.notify()

    def release_write(self):
        with self.changed:
            if not self.writing:
                raise RuntimeError("nobody is writing")
            self.writing = False
            self.changed.notify()


# mend: Wake all of them: each sees for itself whether its number is up.
