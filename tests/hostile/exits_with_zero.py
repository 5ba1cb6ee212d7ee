# ends the process as if all were well -> wrong | error
import os

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        os._exit(0)
