# replaces sys.stdout -> wrong
import io
import sys

sys.stdout = sys.stderr = io.StringIO()

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
