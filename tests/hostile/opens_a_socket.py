# opens a socket -> forbidden
import os

try:
    vars(os)['__buil' + 'tins__']['__imp' + 'ort__']('socket').socket()
except BaseException:
    pass

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
