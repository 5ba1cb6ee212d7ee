# contract: counter::test_one_looks_while_another_counts
# facts: DataRace; :14 [counting]; :18 [looking]
"""Two locks, and no lock that both hold."""

from threading import Lock


class Counter:
    def __init__(self):
        self.count, self.counting, self.looking = 0, Lock(), Lock()

    def increment(self):
        with self.counting:
            self.count += 1

    def value(self):
        with self.looking:
            return self.count
