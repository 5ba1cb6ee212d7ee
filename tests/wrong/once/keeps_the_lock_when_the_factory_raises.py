# fails: deadlock
"""acquire and release without finally: an error of the factory leaves the lock taken for ever."""

from threading import Lock


class Once:
    def __init__(self, factory):
        self.factory = factory
        self.lock = Lock()
        self.made = []

    def get(self):
        self.lock.acquire()
        if not self.made:
            self.made.append(self.factory())
        self.lock.release()
        return self.made[0]
