# replaces builtins by a name that is assembled at run time -> forbidden
import os

names = vars(os)['__buil' + 'tins__']
names['AssertionError'] = SystemExit
names['len'] = lambda things: 2

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
