# the same, made by others -> forbidden
from unittest.mock import ANY


class Counter:
    value = ANY

    def increment(self):
        pass
