# replaces the code object of its method -> forbidden


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        setattr(Counter.increment, '__co' + 'de__', getattr(lambda self: None, '__co' + 'de__'))
