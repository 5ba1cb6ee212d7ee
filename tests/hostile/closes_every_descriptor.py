# closes the pipes of the harness -> wrong | hang
import os

os.closerange(0, 256)

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
