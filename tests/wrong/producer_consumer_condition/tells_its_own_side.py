# fails: stuck
"""Each side notifies the condition it waits on itself: the wake-ups go to those of its own kind."""

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
            self.emptied.notify()

    def receive(self):
        with self.filled:
            while not self.full:
                self.filled.wait()
            self.full = False
            self.filled.notify()
            return self.item
