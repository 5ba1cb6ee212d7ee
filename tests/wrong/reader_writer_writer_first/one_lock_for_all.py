# fails: stuck
"""Readers take the same lock as writers: nothing goes wrong, and nobody reads together."""

from threading import Condition


class ReadWriteLock:
    def __init__(self):
        self.changed = Condition()
        self.inside = None
        self.waiting = 0

    def enter(self, kind, may):
        with self.changed:
            self.changed.wait_for(lambda: self.inside is None and may())
            self.inside = kind

    def leave(self, kind):
        with self.changed:
            if self.inside != kind:
                raise RuntimeError(f"there is no {kind} inside")
            self.inside = None
            self.changed.notify_all()

    def acquire_read(self):
        self.enter("reader", lambda: not self.waiting)

    def release_read(self):
        self.leave("reader")

    def acquire_write(self):
        with self.changed:
            self.waiting += 1
            self.enter_now()

    def enter_now(self):
        self.changed.wait_for(lambda: self.inside is None)
        self.waiting -= 1
        self.inside = "writer"

    def release_write(self):
        self.leave("writer")


# mend: Count how many are inside: a reader waits for a writer only.
