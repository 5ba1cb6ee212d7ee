# looks for the harness among all objects -> forbidden
import gc

found = [one for one in gc.get_objects() if type(one).__name__ == 'Child']

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
