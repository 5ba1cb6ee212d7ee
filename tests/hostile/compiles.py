# executes a text that is in no file -> forbidden
import os

run = vars(os)['__buil' + 'tins__']['ex' + 'ec']
run('def f(): return 1')

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
