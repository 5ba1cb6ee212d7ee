# calls C code by a name that is assembled at run time -> forbidden
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
