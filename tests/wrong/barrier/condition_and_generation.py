# fails: forbidden
"""A right barrier on a Condition; this kata wants it from semaphores and locks."""

from threading import Condition


class Barrier:
    def __init__(self, parties):
        if parties < 1:
            raise ValueError("at least one party")
        self.parties = parties
        self.arrived = 0
        self.generation = 0
        self.changed = Condition()

    def wait(self):
        with self.changed:
            mine = self.generation
            self.arrived += 1
            if self.arrived == self.parties:
                self.arrived = 0
                self.generation += 1
                self.changed.notify_all()
            else:
                self.changed.wait_for(lambda: self.generation != mine)


# mend: A semaphore for each round: the last one opens the gate and puts a new one in its place.
