# raises KeyboardInterrupt, as Ctrl-C does -> wrong | error | hang


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        raise KeyboardInterrupt
