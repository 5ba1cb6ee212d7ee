# passes
"""New readers give way to waiting writers; whoever upgrades goes before them all."""

from threading import Condition, Lock


class ReadWriteLock:
    def __init__(self):
        self.changed = Condition()
        self.right_to_upgrade = Lock()
        self.readers = 0
        self.writers_waiting = 0
        self.writing = False

    def acquire_read(self):
        with self.changed:
            while self.writing or self.writers_waiting:
                self.changed.wait()
            self.readers += 1

    def release_read(self):
        with self.changed:
            if self.readers == 0:
                raise RuntimeError("release_read")
            self.readers -= 1
            if self.readers <= 1:
                self.changed.notify_all()

    def acquire_write(self):
        with self.changed:
            self.writers_waiting += 1
            while self.writing or self.readers:
                self.changed.wait()
            self.writers_waiting -= 1
            self.writing = True

    def release_write(self):
        with self.changed:
            if not self.writing:
                raise RuntimeError("release_write")
            self.writing = False
            self.changed.notify_all()

    def upgrade(self):
        if self.readers == 0:
            raise RuntimeError("upgrade")
        # Only tried, never waited for: that is what keeps two from waiting for each other.
        if not self.right_to_upgrade.acquire(blocking=False):
            return False
        try:
            with self.changed:
                while self.readers > 1:
                    self.changed.wait()
                self.readers, self.writing = 0, True
            return True
        finally:
            self.right_to_upgrade.release()
