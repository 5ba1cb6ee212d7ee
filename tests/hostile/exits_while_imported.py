# ends the process at its top level -> wrong | error
import posix

posix._exit(0)

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
