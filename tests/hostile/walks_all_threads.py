# reads the stacks of all threads -> forbidden
import os

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        getattr(os.sys, '_current' + '_frames')()
