# passes
"""A list of permits instead of a number; giving back more than there are is an error here."""

import time
from threading import Condition


class Semaphore:
    def __init__(self, permits):
        self._all = permits
        self._hooks = list(range(permits))
        self._key_is_back = Condition()

    def acquire(self, blocking=True, timeout=None):
        if not blocking:
            timeout = 0
        began = time.monotonic()
        with self._key_is_back:
            while True:
                if self._hooks:
                    self._hooks.pop()
                    return True
                if timeout is None:
                    self._key_is_back.wait()
                    continue
                left = began + timeout - time.monotonic()
                if left <= 0:
                    return False
                self._key_is_back.wait(left)

    def release(self):
        with self._key_is_back:
            if len(self._hooks) == self._all:
                raise ValueError("released too many times")
            self._hooks.append("key")
            self._key_is_back.notify()
