# is written in an encoding that does not exist -> error
# -*- coding: rot13 -*-

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
