# sets a profile function, which is called at every call -> forbidden
import os

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        try:
            getattr(os.sys, 'set' + 'profile')(lambda *args: None)
        except BaseException:
            pass
