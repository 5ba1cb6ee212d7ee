# contract: counter::test_one_looks_while_another_counts
"""Counts and looks under one lock."""

from threading import Lock


class Counter:
    def __init__(self):
        self.count, self.lock = 0, Lock()

    def increment(self):
        with self.lock:
            self.count += 1

    def value(self):
        with self.lock:
            return self.count
