# passes
"""Lamport's bakery for two: draw a number higher than the other one's; the lower number goes first."""


class Peterson:
    def __init__(self):
        self.choosing = [False, False]
        self.number = [0, 0]

    def acquire(self, me):
        you = 1 - me
        self.choosing[me] = True
        self.number[me] = self.number[you] + 1
        self.choosing[me] = False
        while self.choosing[you]:
            pass
        while True:
            yours = self.number[you]
            if yours == 0 or (self.number[me], me) < (yours, you):
                return

    def release(self, me):
        self.number[me] = 0
