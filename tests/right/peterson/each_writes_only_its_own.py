# passes
"""Kessels: the turn is two bits, and each thread writes only its own; equal or not says whose turn it is."""


class Peterson:
    def __init__(self):
        self.wants = [False, False]
        self.bit = [0, 0]

    def acquire(self, me):
        self.wants[me] = True
        if me == 0:
            mine = self.bit[1]
            self.bit[0] = mine
            while self.wants[1] and self.bit[1] == mine:
                pass
        else:
            mine = 1 - self.bit[0]
            self.bit[1] = mine
            while self.wants[0] and self.bit[0] != mine:
                pass

    def release(self, me):
        self.wants[me] = False
