# fails: forbidden
"""A flag and a condition do the job too, but here only locks are allowed."""

from threading import Condition


class Once:
    def __init__(self, factory):
        self.factory = factory
        self.changed = Condition()
        self.busy = False
        self.made = []

    def get(self):
        with self.changed:
            while self.busy:
                self.changed.wait()
            if self.made:
                return self.made[0]
            self.busy = True
        try:
            self.made.append(self.factory())
        finally:
            with self.changed:
                self.busy = False
                self.changed.notify_all()
        return self.made[0]


# mend: A Lock, held while the factory runs, makes the others wait.
