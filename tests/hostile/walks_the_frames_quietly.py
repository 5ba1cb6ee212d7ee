# the same by a way that does not stand in the source -> forbidden
import os

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        try:
            getattr(os.sys, '_get' + 'frame')(1)
        except BaseException:
            pass
