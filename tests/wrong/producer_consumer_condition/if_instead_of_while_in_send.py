# fails: wrong
"""send tests once and trusts the wake-up: it puts a second item in beside one that nobody has got."""

from threading import Condition, Lock


class Mailbox:
    def __init__(self):
        self.items = []
        lock = Lock()
        self.emptied = Condition(lock)
        self.filled = Condition(lock)

    def send(self, item):
        with self.emptied:
            if self.items:
                self.emptied.wait()
            self.items.append(item)
            self.filled.notify()

    def receive(self):
        with self.filled:
            while not self.items:
                self.filled.wait()
            self.emptied.notify()
            return self.items.pop(0)
