# fails: busy_wait
"""Counts its own meetings and turns round and round until the other has counted as many."""


class Rendezvous:
    def __init__(self):
        self.calls = [0, 0]

    def meet(self, side):
        self.calls[side] += 1
        mine = self.calls[side]
        while self.calls[1 - side] < mine:
            pass


# mend: A semaphore for each side is a count that another thread can wait for.
