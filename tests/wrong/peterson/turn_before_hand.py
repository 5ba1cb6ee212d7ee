# fails: wrong
"""Peterson with two lines swapped: the turn is given away before the hand is up."""


class Peterson:
    def __init__(self):
        self.wants = [False, False]
        self.turn = 0

    def acquire(self, me):
        other = 1 - me
        self.turn = other
        self.wants[me] = True
        while self.wants[other] and self.turn == other:
            pass

    def release(self, me):
        self.wants[me] = False
