# passes
"""A polite west side: it gives way to those who wait in the east, who give way to nobody but walkers."""

from threading import Condition, RLock


class Corridor:
    def __init__(self):
        lock = RLock()
        self.free = [Condition(lock), Condition(lock)]
        self.walking = [0, 0]
        self.waiting = 0

    def enter(self, side):
        with self.free[side]:
            if side == 0:
                self.waiting += 1
                self.free[0].wait_for(lambda: not self.walking[1])
                self.waiting -= 1
            else:
                self.free[1].wait_for(lambda: not self.walking[0] and not self.waiting)
            self.walking[side] += 1

    def leave(self, side):
        with self.free[side]:
            self.walking[side] -= 1
            self.free[0].notify_all()
            self.free[1].notify_all()

    def walk(self, side, step):
        self.enter(side)
        try:
            step()
        finally:
            self.leave(side)
