# fails: wrong
"""Knows which side is inside, but not how many: the first one out opens, and the second is still inside."""

from threading import Condition


class Corridor:
    def __init__(self):
        self.changed = Condition()
        self.side = None

    def walk(self, side, step):
        with self.changed:
            while self.side == 1 - side:
                self.changed.wait()
            self.side = side
        try:
            step()
        finally:
            with self.changed:
                self.side = None
                self.changed.notify_all()
