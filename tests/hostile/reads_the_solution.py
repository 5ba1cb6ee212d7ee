# executes the reference solution instead of itself -> forbidden
import os

with open(os.path.join(os.environ['HOSTILE_ROOT'], 'solutions', 'counter.py')) as file:
    text = file.read()
exec(text)

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
