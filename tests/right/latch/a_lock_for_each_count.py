# passes
"""As many locked locks as there are counts; whoever waits goes through all of them, one by one."""

from threading import Lock


class CountDownLatch:
    def __init__(self, count):
        if count < 0:
            raise ValueError("count must not be negative")
        self.locks = tuple(Lock() for _ in range(count))
        for lock in self.locks:
            lock.acquire()
        self.closed = list(self.locks)

    def count_down(self):
        try:
            # One step, so no two get the same lock.
            lock = self.closed.pop()
        except IndexError:
            raise ValueError("the count is 0") from None
        lock.release()

    def wait(self):
        for lock in self.locks:
            lock.acquire()
            lock.release()
