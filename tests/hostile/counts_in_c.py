# holds the interpreter in a loop in C -> hang


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        sum(range(10**12))
