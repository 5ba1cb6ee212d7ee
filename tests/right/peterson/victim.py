# passes
"""The other way to tell it: the last one to come is the one who waits, as long as the other hand is up."""


class Peterson:
    def __init__(self):
        self.hand_0 = self.hand_1 = False
        self.last = None

    def acquire(self, me):
        if me == 0:
            self.hand_0 = True
            self.last = 0
            while self.hand_1 and self.last == 0:
                pass
        else:
            self.hand_1 = True
            self.last = 1
            while self.hand_0 and self.last == 1:
                pass

    def release(self, me):
        if me == 0:
            self.hand_0 = False
        else:
            self.hand_1 = False
