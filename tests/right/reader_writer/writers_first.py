# passes
"""Two conditions over one lock; as long as a writer waits, no reader comes in."""

from threading import Condition, RLock


class ReadWriteLock:
    def __init__(self):
        lock = RLock()
        self.readers_may = Condition(lock)
        self.writers_may = Condition(lock)
        self.inside = 0  # how many readers, or -1 for a writer
        self.writers_waiting = 0

    def acquire_read(self):
        with self.readers_may:
            self.readers_may.wait_for(lambda: self.inside >= 0 and not self.writers_waiting)
            self.inside += 1

    def release_read(self):
        with self.writers_may:
            if self.inside < 1:
                raise RuntimeError("release_read without a reader")
            self.inside -= 1
            if self.inside == 0:
                self.writers_may.notify()

    def acquire_write(self):
        with self.writers_may:
            self.writers_waiting += 1
            self.writers_may.wait_for(lambda: self.inside == 0)
            self.writers_waiting -= 1
            self.inside = -1

    def release_write(self):
        with self.writers_may:
            if self.inside != -1:
                raise RuntimeError("release_write without a writer")
            self.inside = 0
            if self.writers_waiting:
                self.writers_may.notify()
            else:
                self.readers_may.notify_all()
