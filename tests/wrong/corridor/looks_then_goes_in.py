# fails: wrong
"""Looks whether the corridor is free under the lock, and goes in when it has let go of it."""

from threading import Condition


class Corridor:
    def __init__(self):
        self.changed = Condition()
        self.inside = [0, 0]

    def walk(self, side, step):
        with self.changed:
            while self.inside[1 - side]:
                self.changed.wait()
        with self.changed:
            self.inside[side] += 1
        try:
            step()
        finally:
            with self.changed:
                self.inside[side] -= 1
                self.changed.notify_all()
