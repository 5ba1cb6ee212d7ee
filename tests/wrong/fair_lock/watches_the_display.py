# fails: busy_wait
"""Draws a number in order and stares at the display until it is shown."""

from threading import Lock


class FairLock:
    def __init__(self):
        self.mutex = Lock()
        self.next_number = 0
        self.now_serving = 0

    def acquire(self):
        with self.mutex:
            number = self.next_number
            self.next_number += 1
        while self.now_serving != number:
            pass

    def release(self):
        self.now_serving += 1


# mend: A Condition in place of the mutex wakes those who wait when the display changes.
