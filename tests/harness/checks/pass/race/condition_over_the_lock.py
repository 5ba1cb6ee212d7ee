# contract: counter::test_one_looks_while_another_counts
"""A condition made over a lock has that very lock."""

from threading import Condition, Lock


class Counter:
    def __init__(self):
        self.count, self.lock = 0, Lock()
        self.changed = Condition(self.lock)

    def increment(self):
        with self.changed:
            self.count += 1
            self.changed.notify_all()

    def value(self):
        with self.lock:
            return self.count
