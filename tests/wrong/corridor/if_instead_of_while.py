# fails: wrong
"""Looks once and waits once: after waking up somebody may come towards it again."""

from threading import Condition


class Corridor:
    def __init__(self):
        self.changed = Condition()
        self.inside = [0, 0]

    def walk(self, side, step):
        with self.changed:
            if self.inside[1 - side]:
                self.changed.wait()
            self.inside[side] += 1
        try:
            step()
        finally:
            with self.changed:
                self.inside[side] -= 1
                self.changed.notify_all()
