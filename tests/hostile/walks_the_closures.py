# takes the runtime's closures apart -> forbidden
found = getattr(len, '__self__')

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        _kata_get.__closure__
