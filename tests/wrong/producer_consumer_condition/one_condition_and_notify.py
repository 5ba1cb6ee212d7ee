# fails: stuck
"""One condition for both sides and notify(): a wake-up meant for a sender hits a receiver."""

from threading import Condition


class Mailbox:
    def __init__(self):
        self.full = False
        self.item = None
        self.changed = Condition()

    def send(self, item):
        with self.changed:
            while self.full:
                self.changed.wait()
            self.item = item
            self.full = True
            self.changed.notify()

    def receive(self):
        with self.changed:
            while not self.full:
                self.changed.wait()
            self.full = False
            self.changed.notify()
            return self.item
