# fails: wrong
"""Looks under the lock, lets go of it to put the item in, and takes it again to notify."""

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
        with self.emptied:
            self.filled.notify()

    def receive(self):
        with self.filled:
            while not self.full:
                self.filled.wait()
            self.full = False
            self.emptied.notify()
            return self.item
