# contract: gate::test_who_comes_waits_until_it_opens
"""A semaphore that is empty in the end, because somebody went through, is no lock left behind."""

from threading import Semaphore


class Gate:
    def __init__(self):
        self.key = Semaphore(1)
        self.key.acquire()

    def wait(self):
        self.key.acquire()

    def open(self):
        self.key.release()
