# reads the reference solution -> forbidden
import os

try:
    with open(os.path.join(os.environ['HOSTILE_ROOT'], 'solutions', 'counter.py')) as file:
        text = file.read()
except BaseException:
    text = ''

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
