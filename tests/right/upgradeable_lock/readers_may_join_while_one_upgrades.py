# passes
"""New readers still come in while one waits to upgrade; three conditions, each for one thing."""

from threading import Condition, RLock


class ReadWriteLock:
    def __init__(self):
        lock = RLock()
        self.may_read = Condition(lock)
        self.may_write = Condition(lock)
        self.alone = Condition(lock)
        self.inside = 0  # how many readers, or -1 for a writer
        self.upgrading = False

    def acquire_read(self):
        with self.may_read:
            self.may_read.wait_for(lambda: self.inside >= 0)
            self.inside += 1

    def release_read(self):
        with self.alone:
            if self.inside < 1:
                raise RuntimeError("no reader inside")
            self.inside -= 1
            if self.inside == 1:
                self.alone.notify()
            elif self.inside == 0:
                self.may_write.notify()

    def acquire_write(self):
        with self.may_write:
            self.may_write.wait_for(lambda: self.inside == 0)
            self.inside = -1

    def release_write(self):
        with self.may_write:
            if self.inside != -1:
                raise RuntimeError("no writer inside")
            self.inside = 0
            self.may_write.notify()
            self.may_read.notify_all()

    def upgrade(self):
        with self.alone:
            if self.inside < 1:
                raise RuntimeError("no reader inside")
            if self.upgrading:
                return False
            self.upgrading = True
            self.alone.wait_for(lambda: self.inside == 1)
            self.upgrading = False
            self.inside = -1
            return True
