# reads the closures of the runtime of rewritten code -> forbidden
found = getattr(len, '__self__')

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        _kata_get.__closure__
