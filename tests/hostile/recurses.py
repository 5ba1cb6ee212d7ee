# recurses without end -> wrong


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        self.increment()
