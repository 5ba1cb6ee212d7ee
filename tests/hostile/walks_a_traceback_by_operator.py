# the same, and the attribute is asked for by a function in C -> forbidden
from operator import attrgetter

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        try:
            raise ValueError
        except ValueError as error:
            frame = attrgetter('tb_' + 'frame')(error.__traceback__)
