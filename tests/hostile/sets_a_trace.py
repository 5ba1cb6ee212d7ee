# sets a trace function, which is called at every line -> forbidden
import sys

sys.settrace(lambda *args: None)

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
