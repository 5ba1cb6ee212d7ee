# fails: wrong
"""Peterson without the politeness: it gives the turn to itself, and so does the other one."""


class Peterson:
    def __init__(self):
        self.wants = [False, False]
        self.turn = 0

    def acquire(self, me):
        other = 1 - me
        self.wants[me] = True
        self.turn = me
        while self.wants[other] and self.turn == other:
            pass

    def release(self, me):
        self.wants[me] = False
