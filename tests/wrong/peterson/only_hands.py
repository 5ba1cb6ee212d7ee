# fails: livelock
"""Raises a hand and waits until the other one is down: if both are up, both wait."""


class Peterson:
    def __init__(self):
        self.wants = [False, False]

    def acquire(self, me):
        self.wants[me] = True
        while self.wants[1 - me]:
            pass

    def release(self, me):
        self.wants[me] = False


# mend: If both hands are up, a turn decides: each gives it to the other one before it waits.
