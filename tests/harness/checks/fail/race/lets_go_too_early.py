# contract: counter::test_two_count_and_nobody_looks
# facts: DataRace; :16 []; :14 [lock]
"""Reads under the lock, and writes after it has let go."""

from threading import Lock


class Counter:
    def __init__(self):
        self.count, self.lock = 0, Lock()

    def increment(self):
        with self.lock:
            now = self.count
        # the lock is free again
        self.count = now + 1

    def value(self):
        with self.lock:
            return self.count
