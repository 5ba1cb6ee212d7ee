# fails: wrong
"""Dekker's lock came first and is safe; but who waits has its hand down, and is not seen before it is up again."""


class Peterson:
    def __init__(self):
        self.wants = [False, False]
        self.turn = 0

    def acquire(self, me):
        other = 1 - me
        self.wants[me] = True
        while self.wants[other]:
            if self.turn == other:
                self.wants[me] = False
                while self.turn == other:
                    pass
                self.wants[me] = True

    def release(self, me):
        self.turn = 1 - me
        self.wants[me] = False


# mend: Keep the hand up while you wait, and give the turn away before you do.
