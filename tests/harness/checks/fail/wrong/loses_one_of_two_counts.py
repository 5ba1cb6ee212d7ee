# contract: counter::test_two_count
# facts: FailedAssertion; two were counted
"""Both read the same number: the race is a fault, and what it breaks is reported before it."""


class Counter:
    def __init__(self):
        self.count = 0

    def increment(self):
        self.count += 1

    def value(self):
        return self.count
