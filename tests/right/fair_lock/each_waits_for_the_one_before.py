# passes
"""A chain: everybody leaves a lock behind and waits for the lock of the one before."""

from threading import Lock


class FairLock:
    def __init__(self):
        self.door = Lock()
        self.last = Lock()
        self.mine = None

    def acquire(self):
        mine = Lock()
        mine.acquire()
        with self.door:
            before, self.last = self.last, mine
        before.acquire()
        self.mine = mine

    def release(self):
        mine = self.mine
        mine.release()
