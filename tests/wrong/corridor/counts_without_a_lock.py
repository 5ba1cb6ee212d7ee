# fails: stuck
"""A lightswitch whose count nobody guards: both think that they are the first, or the last."""

from threading import Semaphore


class Corridor:
    def __init__(self):
        self.corridor = Semaphore(1)
        self.count = [0, 0]

    def walk(self, side, step):
        if self.count[side] == 0:
            self.corridor.acquire()
        self.count[side] += 1
        try:
            step()
        finally:
            self.count[side] -= 1
            if self.count[side] == 0:
                self.corridor.release()


# mend: One mutex for each side guards its count, also while the first one waits for the corridor.
