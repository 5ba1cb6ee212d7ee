# contract: counter::test_one_looks_while_another_counts
# facts: DataRace; :14 [lock]; :17 []
"""Counts under the lock, and looks without it."""

from threading import Lock


class Counter:
    def __init__(self):
        self.count, self.lock = 0, Lock()

    def increment(self):
        with self.lock:
            self.count += 1

    def value(self):
        return self.count
