# fails: stuck
"""receive looks at the field before it takes the lock: by the time it sleeps, the item has come."""

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
        while not self.full:
            with self.filled:
                self.filled.wait()
        with self.filled:
            self.full = False
            self.emptied.notify()
            return self.item
