# prints without end -> wrong


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        while True:
            print('x' * 10_000)
