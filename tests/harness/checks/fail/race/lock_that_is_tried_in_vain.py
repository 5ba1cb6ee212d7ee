# contract: counter::test_two_count_and_nobody_looks
# facts: DataRace; :15 [lock]; :15 []
"""Counts also if the lock was not to be had."""

from threading import Lock


class Counter:
    def __init__(self):
        self.count, self.lock = 0, Lock()

    def increment(self):
        mine = self.lock.acquire(blocking=False)
        try:
            self.count += 1
        finally:
            if mine:
                self.lock.release()

    def value(self):
        return self.count
