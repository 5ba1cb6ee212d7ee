# fails: deadlock
"""After you, no, after you: each side waits as long as anybody at the other side would like to go."""

from threading import Condition


class Corridor:
    def __init__(self):
        self.changed = Condition()
        self.there = [0, 0]

    def walk(self, side, step):
        with self.changed:
            self.there[side] += 1
        with self.changed:
            while self.there[1 - side]:
                self.changed.wait()
        try:
            step()
        finally:
            with self.changed:
                self.there[side] -= 1
                self.changed.notify_all()


# mend: Count who is inside, and not who would like to be.
