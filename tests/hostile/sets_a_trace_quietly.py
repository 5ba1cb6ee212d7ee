# sets a trace function by a name that is assembled at run time -> forbidden
import os

getattr(os.sys, 'set' + 'trace')(lambda *args: None)

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
