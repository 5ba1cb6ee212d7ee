# fails: wrong
"""Thread 0 always gives way: safe, and thread 1 may come back as often as it likes."""


class Peterson:
    def __init__(self):
        self.wants = [False, False]

    def acquire(self, me):
        self.wants[me] = True
        if me == 1:
            while self.wants[0]:
                pass
            return
        while self.wants[1]:
            self.wants[0] = False
            while self.wants[1]:
                pass
            self.wants[0] = True

    def release(self, me):
        self.wants[me] = False
