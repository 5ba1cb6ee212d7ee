# lifts the limit first -> wrong | hang
import sys

sys.setrecursionlimit(10**9)

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        self.increment()
