# fails: livelock
"""The hands belong to the class: who holds one lock shuts the other thread out of every other lock."""


class Peterson:
    wants = [False, False]

    def __init__(self):
        self.first = 0

    def acquire(self, me):
        self.wants[me] = True
        self.first = 1 - me
        while self.wants[1 - me] and self.first == 1 - me:
            pass

    def release(self, me):
        self.wants[me] = False
