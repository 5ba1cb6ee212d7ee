# fails: wrong
"""Each count releases a permit and each wait takes one: the first passenger leaves with the first sailor."""

from threading import Lock, Semaphore


class CountDownLatch:
    def __init__(self, count):
        if count < 0:
            raise ValueError("below zero")
        self.left = count
        self.lock = Lock()
        self.tags = Semaphore(0)

    def count_down(self):
        with self.lock:
            if self.left == 0:
                raise ValueError("below zero")
            self.left -= 1
        self.tags.release()

    def wait(self):
        if self.left == 0:
            return
        self.tags.acquire()
        self.tags.release()
