# raises an exception of 200 MB -> wrong


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        raise ValueError('x' * (200 << 20))
