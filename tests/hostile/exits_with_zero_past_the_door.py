# ends the process with exit code 0 through the module behind os -> wrong
import posix

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        posix._exit(0)
