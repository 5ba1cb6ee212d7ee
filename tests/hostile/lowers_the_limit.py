# leaves the harness no room to call anything -> wrong | error | hang | forbidden
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
