# fails: stuck
"""After three walkers from one side it is the turn of the other side, even if nobody has come to the other end."""

from threading import Condition


class Corridor:
    def __init__(self):
        self.changed = Condition()
        self.inside = [0, 0]
        self.in_a_row = [0, 0]

    def walk(self, side, step):
        with self.changed:
            while self.inside[1 - side] or self.in_a_row[side] == 3:
                self.changed.wait()
            self.inside[side] += 1
            self.in_a_row[side] += 1
            self.in_a_row[1 - side] = 0
            self.changed.notify_all()
        try:
            step()
        finally:
            with self.changed:
                self.inside[side] -= 1
                self.changed.notify_all()
