# prints without end through sys.stderr: the output is cut off, and the loop makes no progress -> livelock | hang
import sys

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        while True:
            sys.stderr.write('x' * 10_000)
