# fails: forbidden
"""A count and an Event; right, but this kata wants the opening for all to be made by hand."""

from threading import Event, Lock


class CountDownLatch:
    def __init__(self, count):
        if count < 0:
            raise ValueError("below zero")
        self.count = count
        self.lock = Lock()
        self.opened = Event()
        if count == 0:
            self.opened.set()

    def count_down(self):
        with self.lock:
            if self.count == 0:
                raise ValueError("below zero")
            self.count -= 1
            if self.count == 0:
                self.opened.set()

    def wait(self):
        self.opened.wait()
