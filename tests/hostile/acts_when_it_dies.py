# deletes a file in a finalizer, when no check is running -> forbidden | wrong
import os


class Last:
    def __del__(self):
        os.remove(os.path.join(os.environ['HOSTILE_ROOT'], '.kata', 'kept'))

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        Last()
