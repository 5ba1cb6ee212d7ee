# fails: deadlock
"""The error for one too many leaves the method, and the lock stays behind, locked."""

from threading import Condition, Lock


class CountDownLatch:
    def __init__(self, count):
        if count < 0:
            raise ValueError("below zero")
        self.count = count
        self.lock = Lock()
        self.changed = Condition(self.lock)

    def count_down(self):
        self.lock.acquire()
        if self.count == 0:
            raise ValueError("below zero")
        self.count -= 1
        self.changed.notify_all()
        self.lock.release()

    def wait(self):
        with self.lock:
            while self.count > 0:
                self.changed.wait()
