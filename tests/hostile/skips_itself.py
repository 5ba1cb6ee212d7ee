# skips the test -> forbidden
import pytest

pytest.skip('not today', allow_module_level=True)

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
