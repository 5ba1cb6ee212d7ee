# changes the working directory -> forbidden
import os

try:
    os.chdir('/')
except BaseException:
    pass

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
