# holds the interpreter in a loop in C, at its top level -> hang
sum(range(10**12))

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
