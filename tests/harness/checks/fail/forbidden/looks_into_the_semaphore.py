# contract: gate::test_who_comes_waits_until_it_opens
# facts: ForbiddenUse the private field _value of Semaphore
"""Asks a semaphore for its number, which is nobody's business."""

from threading import Semaphore


class Gate:
    def __init__(self):
        self.permits = Semaphore(0)

    def wait(self):
        self.permits.acquire()
        self.open()

    def open(self):
        if self.permits._value == 0:
            self.permits.release()
