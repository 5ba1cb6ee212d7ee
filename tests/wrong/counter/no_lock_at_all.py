# fails: wrong
"""Both read the same number and write the same sum: one of two is lost."""


class Counter:
    def __init__(self):
        self._value = 0

    def increment(self):
        self._value += 1

    @property
    def value(self):
        return self._value
