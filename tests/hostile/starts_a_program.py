# starts a program that outlives it -> forbidden
import os

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        try:
            os.posix_spawn('/bin/sleep', ['sleep', '600'], {}, setsid=True)
        except BaseException:
            pass
