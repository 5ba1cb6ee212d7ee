# lowers the recursion limit so that the harness can call nothing -> wrong | error | hang | forbidden
import sys

try:
    sys.setrecursionlimit(60)
except RecursionError:
    pass

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
