# fails: wrong
"""Looks for the other hand first and raises its own then: both can look before either hand is up."""


class Peterson:
    def __init__(self):
        self.wants = [False, False]

    def acquire(self, me):
        while self.wants[1 - me]:
            pass
        self.wants[me] = True

    def release(self, me):
        self.wants[me] = False


# mend: Raise the hand first, and give the turn to the other one, so that not both wait.
