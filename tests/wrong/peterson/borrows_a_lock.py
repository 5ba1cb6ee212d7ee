# fails: forbidden
"""Uses the lock of Python, which is what this kata does without."""

from threading import Lock


class Peterson:
    def __init__(self):
        self.lock = Lock()

    def acquire(self, me):
        self.lock.acquire()

    def release(self, me):
        self.lock.release()


# mend: Raise a hand, give the turn to the other one, and wait while it wants in and has the turn.
