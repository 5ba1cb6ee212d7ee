# passes
"""Whoever comes through wakes the next: a chain of single notifies, and the last finds nobody."""

from threading import Condition, Lock


class CountDownLatch:
    def __init__(self, count):
        if count < 0:
            raise ValueError("less than none")
        self.lock = Lock()
        self.zero = Condition(self.lock)
        self.count = count

    def count_down(self):
        self.lock.acquire()
        try:
            if self.count == 0:
                raise ValueError("less than none")
            self.count -= 1
            if self.count == 0:
                self.zero.notify()
        finally:
            self.lock.release()

    def wait(self):
        # Once it is 0 it stays 0: looking without the lock can only be wrong in saying "not yet".
        if self.count == 0:
            return
        with self.lock:
            while self.count:
                self.zero.wait()
            self.zero.notify()
