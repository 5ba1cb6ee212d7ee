# stops its own process with a signal -> forbidden
import os

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        try:
            os.kill(os.getpid(), 19)
        except BaseException:
            pass
