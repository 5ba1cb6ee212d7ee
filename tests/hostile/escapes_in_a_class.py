# hides escape sequences in the name of an exception and in a value -> wrong
KIND = type('\x1b]0;passed\x07Error', (Exception,), {})

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        raise KIND('\r\x1b[1Apass')
