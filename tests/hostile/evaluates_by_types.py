# has the standard library evaluate a text -> forbidden
import typing


class Odd:
    field: "[].__class__.__base__.__subclasses__()[0] and open('/dev/shm/x', 'w')"


try:
    typing.get_type_hints(Odd)
except BaseException:
    pass

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
