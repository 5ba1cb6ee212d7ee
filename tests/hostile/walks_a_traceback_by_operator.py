# reaches the harness through an exception's frame, with a function in C that reads the attribute -> forbidden
from operator import attrgetter

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        try:
            raise ValueError
        except ValueError as error:
            frame = attrgetter('tb_' + 'frame')(error.__traceback__)
