# fails: wrong
"""notify() after the lock was let go: Python answers with a RuntimeError."""

from threading import Condition, Lock


class Mailbox:
    def __init__(self):
        self.full = False
        self.item = None
        lock = Lock()
        self.emptied = Condition(lock)
        self.filled = Condition(lock)

    def send(self, item):
        with self.emptied:
            while self.full:
                self.emptied.wait()
            self.item = item
            self.full = True
        self.filled.notify()

    def receive(self):
        with self.filled:
            while not self.full:
                self.filled.wait()
            self.full = False
            self.emptied.notify()
            return self.item
