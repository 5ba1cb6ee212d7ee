# contract: counter::test_two_count
"""Tries the lock first, and waits for it if it was not to be had."""

from threading import Lock


class Counter:
    def __init__(self):
        self.count, self.lock = 0, Lock()

    def increment(self):
        if not self.lock.acquire(blocking=False):
            self.lock.acquire()
        self.count += 1
        self.lock.release()

    def value(self):
        return self.count
