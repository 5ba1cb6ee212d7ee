# raises the recursion limit, then recurses without end -> wrong | hang
import sys

sys.setrecursionlimit(10**9)

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        self.increment()
