# ends the process with exit code 0 -> wrong | error
import os

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        os._exit(0)
