# fails: livelock
"""If both hands are up, both go down, and up again: in step, for ever."""


class Peterson:
    def __init__(self):
        self.wants = [False, False]

    def acquire(self, me):
        self.wants[me] = True
        while self.wants[1 - me]:
            self.wants[me] = False
            self.wants[me] = True

    def release(self, me):
        self.wants[me] = False


# mend: If both hands are up, a turn decides: each gives it to the other one before it waits.
