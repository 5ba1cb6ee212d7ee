# fails: livelock
"""One after the other, always: who comes twice waits for one who may never come."""


class Peterson:
    def __init__(self):
        self.turn = 0

    def acquire(self, me):
        while self.turn != me:
            pass

    def release(self, me):
        self.turn = 1 - me


# mend: The turn decides only if both want in: a raised hand says so.
