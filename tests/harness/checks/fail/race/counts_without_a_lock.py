# contract: counter::test_two_count_and_nobody_looks
# facts: DataRace; :11 []
"""Both read the same number."""


class Counter:
    def __init__(self):
        self.count = 0

    def increment(self):
        self.count += 1

    def value(self):
        return self.count
