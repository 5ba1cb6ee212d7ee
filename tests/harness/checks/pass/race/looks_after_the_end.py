# contract: counter::test_two_count
"""Looks without the lock, but only after all who count have been joined."""

from threading import Lock


class Counter:
    def __init__(self):
        self.count, self.lock = 0, Lock()

    def increment(self):
        with self.lock:
            self.count += 1

    def value(self):
        return self.count
