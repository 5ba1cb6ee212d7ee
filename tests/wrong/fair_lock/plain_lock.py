# fails: wrong
"""A Lock keeps others out, but it keeps no line: whoever is there when it falls free has it."""

from threading import Lock


class FairLock:
    def __init__(self):
        self.lock = Lock()

    def acquire(self):
        self.lock.acquire()

    def release(self):
        self.lock.release()


# mend: Draw a number and wait for it on a Condition; release() shows the next one.
