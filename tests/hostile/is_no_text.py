# is not text in UTF-8 -> error
VALUE = 'ÿþ€'


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
