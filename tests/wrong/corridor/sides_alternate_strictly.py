# fails: stuck
"""One from here, one from there: who comes when it is not the side's turn waits for somebody who is not there."""

from threading import Condition


class Corridor:
    def __init__(self):
        self.changed = Condition()
        self.turn = 0

    def walk(self, side, step):
        with self.changed:
            while self.turn != side:
                self.changed.wait()
            try:
                step()
            finally:
                self.turn = 1 - side
                self.changed.notify_all()


# mend: It matters who is inside, and not who went in last.
