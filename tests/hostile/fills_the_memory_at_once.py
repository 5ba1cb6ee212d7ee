# allocates more memory than there is -> wrong


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        bytearray(1 << 40)
