# clears the terminal and writes a pass on it -> wrong


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        raise ValueError('\x1b[2J\x1b[H\x1b[32mcounter passes\x1b[0m\x9b2J\u202e\udc80')
