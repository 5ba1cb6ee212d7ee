# does it when nobody looks -> forbidden | wrong
import os


class Last:
    def __del__(self):
        os.remove(os.path.join(os.environ['HOSTILE_ROOT'], '.kata', 'kept'))

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        Last()
