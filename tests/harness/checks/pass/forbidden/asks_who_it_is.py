# contract: turn::test_one_at_a_time
"""Peterson's algorithm on lists; get_ident is allowed everywhere."""

from threading import get_ident


class Turn:
    def __init__(self):
        self.wants = [False, False]
        self.last = 0
        self.owner = None

    def acquire(self, me):
        self.wants[me] = True
        self.last = me
        while self.wants[1 - me] and self.last == me:
            pass
        self.owner = get_ident()

    def release(self, me):
        self.wants[me] = False
