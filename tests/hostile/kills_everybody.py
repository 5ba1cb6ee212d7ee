# kills all processes that it may -> forbidden
import os

try:
    os.killpg(0, 9)
except BaseException:
    pass

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
