# fails: forbidden
"""A right barrier, but built on Condition, which is not among the tools of this kata."""

from threading import Condition


class Barrier:
    def __init__(self, parties):
        self.missing = parties
        self.changed = Condition()

    def wait(self):
        with self.changed:
            self.missing -= 1
            self.changed.notify_all()
            self.changed.wait_for(lambda: not self.missing)


# mend: A gate, a Semaphore(0), that the last one opens for all.
