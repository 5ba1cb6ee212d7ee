# fails: busy_wait
"""Sleeps a little and looks again, and looks at the clock: right in the end, but it polls."""

import time
from threading import Lock


class Semaphore:
    def __init__(self, permits):
        self.mutex = Lock()
        self.free = permits

    def acquire(self, blocking=True, timeout=None):
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            with self.mutex:
                if self.free > 0:
                    self.free -= 1
                    return True
            if not blocking or (deadline is not None and time.monotonic() >= deadline):
                return False
            time.sleep(0.001)

    def release(self):
        with self.mutex:
            self.free += 1


# mend: A Condition wakes a waiter, and its wait has a timeout.
