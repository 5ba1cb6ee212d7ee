# opens the folder first, and the reference solution relative to it -> forbidden
import os

try:
    folder = os.open(os.path.join(os.environ['HOSTILE_ROOT'], 'solutions'), os.O_RDONLY)
    file = os.open('counter.py', os.O_RDONLY, dir_fd=folder)
    text = os.read(file, 10_000)
except BaseException:
    text = ''

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
