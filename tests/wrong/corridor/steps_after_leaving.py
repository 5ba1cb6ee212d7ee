# fails: wrong
"""Goes in, comes out, and calls step when it is no longer inside."""

from threading import Condition


class Corridor:
    def __init__(self):
        self.changed = Condition()
        self.inside = [0, 0]

    def walk(self, side, step):
        with self.changed:
            while self.inside[1 - side]:
                self.changed.wait()
            self.inside[side] += 1
        with self.changed:
            self.inside[side] -= 1
            self.changed.notify_all()
        step()
