# prints without end through sys.stderr -> wrong
import sys

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        while True:
            sys.stderr.write('x' * 10_000)
