# contract: counter::test_one_looks_while_another_counts
"""What is written before the threads start, and never again, may be read without a lock."""

from threading import Lock


class Counter:
    def __init__(self):
        self.step = 0
        self.step = 1
        self.count, self.lock = 0, Lock()

    def increment(self):
        step = self.step
        with self.lock:
            self.count += step

    def value(self):
        return 0 if self.step == 0 else 1
