# contract: counter::test_one_looks_while_another_counts
# facts: DataRace; :12 []; :15 []
"""A plain flag says that the number is there: it is right by luck, as nothing orders the two."""


class Counter:
    def __init__(self):
        self.count, self.counted = 0, False

    def increment(self):
        self.count += 1
        self.counted = True

    def value(self):
        return self.count if self.counted else 0
