# fails: wrong
"""Thread 1 always gives way: safe, and thread 0 may come back as often as it likes."""


class Peterson:
    def __init__(self):
        self.wants = [False, False]

    def acquire(self, me):
        self.wants[me] = True
        if me == 0:
            while self.wants[1]:
                pass
            return
        while self.wants[0]:
            self.wants[1] = False
            while self.wants[0]:
                pass
            self.wants[1] = True

    def release(self, me):
        self.wants[me] = False


# mend: A turn decides if both hands are up: each gives it to the other one before it waits.
