# fails: stuck
"""The numbers are drawn from the class: at the second counter, number 1 comes first and waits for number 0."""

from threading import Condition


class FairLock:
    next_number = 0

    def __init__(self):
        self.changed = Condition()
        self.serving = 0

    def acquire(self):
        with self.changed:
            mine = FairLock.next_number
            FairLock.next_number += 1
            while self.serving != mine:
                self.changed.wait()

    def release(self):
        with self.changed:
            self.serving += 1
            self.changed.notify_all()
