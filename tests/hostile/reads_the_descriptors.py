# reads what arrives on every open descriptor, jobs too -> forbidden | hang | wrong
import os

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        for descriptor in range(3, 64):
            try:
                os.set_blocking(descriptor, False)
                os.read(descriptor, 4096)
            except OSError:
                pass
