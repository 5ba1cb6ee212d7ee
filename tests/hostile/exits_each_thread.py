# ends each thread that calls it -> wrong | error
import sys

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        sys.exit(0)
