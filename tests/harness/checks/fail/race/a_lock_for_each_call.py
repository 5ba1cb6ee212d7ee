# contract: counter::test_two_count_and_nobody_looks
# facts: DataRace; :14 [a lock]
"""A new lock for every call keeps nobody out."""

from threading import Lock


class Counter:
    def __init__(self):
        self.count = 0

    def increment(self):
        with Lock():
            self.count += 1

    def value(self):
        return self.count
