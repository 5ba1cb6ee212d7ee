# contract: turn::test_one_at_a_time
"""Dekker's algorithm, where the kata says that spinning is right."""


class Turn:
    def __init__(self):
        self.wants, self.first = [False, False], 0

    def acquire(self, me):
        self.wants[me] = True
        while self.wants[1 - me]:
            if self.first != me:
                self.wants[me] = False
                while self.first != me:
                    pass
                self.wants[me] = True

    def release(self, me):
        self.first = 1 - me
        self.wants[me] = False
