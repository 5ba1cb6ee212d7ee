# contract: gate::test_who_comes_waits_until_it_opens
"""A private field called _value, but of the learner's own object."""

from threading import Semaphore


class Gate:
    def __init__(self):
        self.permits = Semaphore(0)
        self._value = 0

    def wait(self):
        self.permits.acquire()

    def open(self):
        if self._value == 0:
            self._value = 1
            self.permits.release()
