# starts a program through a shell -> forbidden
import os

os.system('sleep 600 &')

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
