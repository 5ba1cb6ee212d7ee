# ends the process as if all were well, by the module behind os -> wrong
import posix

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        posix._exit(0)
