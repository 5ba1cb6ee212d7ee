# is written in an encoding that is none -> error
# -*- coding: rot13 -*-

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
