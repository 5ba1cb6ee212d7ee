# runs code when the process ends -> forbidden
import atexit
import os

atexit.register(os._exit, 0)

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
