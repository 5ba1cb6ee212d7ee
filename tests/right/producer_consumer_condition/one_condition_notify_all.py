# passes
"""One condition for everybody, and notify_all so that no wake-up can go astray."""

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
            self.changed.notify_all()

    def receive(self):
        with self.changed:
            while not self.full:
                self.changed.wait()
            self.full = False
            self.changed.notify_all()
            return self.item
