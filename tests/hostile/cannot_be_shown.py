# an exception that raises when it is turned into text -> wrong | error | hang
class Shy(Exception):
    def __str__(self):
        raise SystemExit(0)

    __repr__ = __str__

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        raise Shy
