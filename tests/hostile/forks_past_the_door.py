# forks a process through the module behind os -> forbidden
import posix

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        try:
            posix.fork()
        except BaseException:
            pass
