# returns unittest.mock.ANY, which equals everything -> forbidden
from unittest.mock import ANY


class Counter:
    value = ANY

    def increment(self):
        pass
