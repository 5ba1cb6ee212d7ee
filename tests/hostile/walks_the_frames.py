# walks up to the frames of the harness -> forbidden
import sys

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        frame = sys._getframe()
        while frame:
            frame.f_locals.clear()
            frame = frame.f_back
