# imports the reference solution -> forbidden | error
import os
import sys

sys.path.insert(0, os.environ['HOSTILE_ROOT'])
from solutions.counter import Counter as Right

print(Right)

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
