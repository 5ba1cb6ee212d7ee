# fails: busy_wait
"""Peers into the corridor again and again until nobody comes."""

from threading import Lock


class Corridor:
    def __init__(self):
        self.lock = Lock()
        self.inside = [0, 0]

    def walk(self, side, step):
        while True:
            with self.lock:
                if not self.inside[1 - side]:
                    self.inside[side] += 1
                    break
        try:
            step()
        finally:
            with self.lock:
                self.inside[side] -= 1


# mend: A Condition in place of the lock wakes those who wait when somebody leaves.
