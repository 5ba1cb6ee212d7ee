# fails: stuck
"""No finally: a walker whose step raises counts as inside for ever."""

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
        step()
        with self.changed:
            self.inside[side] -= 1
            self.changed.notify_all()
