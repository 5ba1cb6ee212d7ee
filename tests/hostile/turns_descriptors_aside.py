# redirects every descriptor to the null device -> wrong | hang | forbidden
import os

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        here, there = os.pipe()
        for descriptor in range(256):
            os.dup2(there, descriptor)
