# contract: turn::test_one_at_a_time
# facts: LoadFailure lock_instead_of_attributes.py line 10: threading.Lock
"""Mutual exclusion by a lock where plain attributes are to make it."""

import threading


class Turn:
    def __init__(self):
        self.lock = threading.Lock()

    def acquire(self, me):
        self.lock.acquire()

    def release(self, me):
        self.lock.release()
