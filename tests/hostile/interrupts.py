# raises what Ctrl-C raises -> wrong | error | hang


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        raise KeyboardInterrupt
