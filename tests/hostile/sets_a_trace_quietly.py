# the same by a way that does not stand in the source -> forbidden
import os

getattr(os.sys, 'set' + 'trace')(lambda *args: None)

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
