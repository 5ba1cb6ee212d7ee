# calls C code through ctypes -> forbidden
import ctypes

ctypes.CDLL(None)

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
