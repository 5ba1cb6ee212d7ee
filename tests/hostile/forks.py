# forks a process -> forbidden | error
import os

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        if os.fork() == 0:
            while True:
                pass
