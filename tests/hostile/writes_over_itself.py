# opens itself for writing -> forbidden
import os

try:
    descriptor = os.open(__file__, os.O_WRONLY | os.O_APPEND)
except BaseException:
    pass

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
