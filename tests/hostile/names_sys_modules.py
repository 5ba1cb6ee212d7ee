# empties sys.modules, in plain source -> forbidden
import sys

sys.modules.clear()

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
