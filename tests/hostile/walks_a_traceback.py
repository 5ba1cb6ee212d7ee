# reaches the harness through an exception's frame -> forbidden


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        try:
            raise ValueError
        except ValueError as error:
            frame = getattr(error.__traceback__, 'tb_' + 'frame')
