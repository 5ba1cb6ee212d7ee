# reads attributes by a format string -> wrong | forbidden


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        '{0.__init__.__globals__}'.format(self)
