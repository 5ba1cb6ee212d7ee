# fails: livelock
"""The hand stays up after release: who comes once more waits for one who has gone home."""


class Peterson:
    def __init__(self):
        self.wants = [False, False]
        self.turn = 0

    def acquire(self, me):
        other = 1 - me
        self.wants[me] = True
        self.turn = other
        while self.wants[other] and self.turn == other:
            pass

    def release(self, me):
        self.turn = 1 - me
