# the same by a way that does not stand in the source -> forbidden
import os

try:
    vars(os)['__buil' + 'tins__']['__imp' + 'ort__']('ctypes')
except BaseException:
    pass

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
