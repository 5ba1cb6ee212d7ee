# passes
"""The first of a side locks the corridor for the other side, the last one unlocks it."""

from threading import Lock, Semaphore


class Corridor:
    def __init__(self):
        self.corridor = Semaphore(1)
        self.mutex = [Lock(), Lock()]
        self.count = [0, 0]

    def walk(self, side, step):
        with self.mutex[side]:
            self.count[side] += 1
            if self.count[side] == 1:
                self.corridor.acquire()
        try:
            step()
        finally:
            with self.mutex[side]:
                self.count[side] -= 1
                if self.count[side] == 0:
                    self.corridor.release()
