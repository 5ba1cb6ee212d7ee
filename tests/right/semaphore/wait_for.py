# passes
"""wait_for does the loop and the sum of the timeouts, and every release wakes everybody."""

from threading import Condition


class Semaphore:
    def __init__(self, permits):
        self._permits = permits
        self._changed = Condition()

    def acquire(self, blocking=True, timeout=None):
        with self._changed:
            if not self._changed.wait_for(lambda: self._permits > 0, timeout if blocking else 0):
                return False
            self._permits -= 1
            return True

    def release(self):
        with self._changed:
            self._permits += 1
            self._changed.notify_all()
