# fails: wrong
"""send never waits: a second item is written over the first."""

from threading import Condition, Lock


class Mailbox:
    def __init__(self):
        self.full = False
        self.item = None
        lock = Lock()
        self.emptied = Condition(lock)
        self.filled = Condition(lock)

    def send(self, item):
        with self.filled:
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
