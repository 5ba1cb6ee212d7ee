# fails: busy_wait
"""Takes the lock, looks at the count, gives the lock back, and so on until it is 0."""

from threading import Lock


class CountDownLatch:
    def __init__(self, count):
        if count < 0:
            raise ValueError("below zero")
        self.count = count
        self.lock = Lock()

    def count_down(self):
        with self.lock:
            if self.count == 0:
                raise ValueError("below zero")
            self.count -= 1

    def wait(self):
        while True:
            with self.lock:
                if self.count == 0:
                    return


# mend: A Condition over the lock wakes those who wait when the count is 0.
