# fails: stuck
"""The counts belong to the class: a walker waits for somebody in another corridor, who wakes nobody here."""

from threading import Condition


class Corridor:
    inside = [0, 0]

    def __init__(self):
        self.empty = Condition()

    def walk(self, side, step):
        with self.empty:
            while self.inside[1 - side]:
                self.empty.wait()
            self.inside[side] += 1
        try:
            step()
        finally:
            with self.empty:
                self.inside[side] -= 1
                if self.inside[side] == 0:
                    self.empty.notify_all()
