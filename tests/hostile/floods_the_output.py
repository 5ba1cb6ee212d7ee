# prints without end: the output is cut off, and the loop makes no progress -> livelock | hang


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        while True:
            print('x' * 10_000)
