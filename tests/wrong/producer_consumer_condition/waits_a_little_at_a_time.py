# fails: busy_wait
"""Nobody ever notifies; the waiters wake by timeout and look again, which is polling too."""

from threading import Condition


class Mailbox:
    def __init__(self):
        self.full = False
        self.item = None
        self.changed = Condition()

    def send(self, item):
        with self.changed:
            while self.full:
                self.changed.wait(0.01)
            self.item = item
            self.full = True

    def receive(self):
        with self.changed:
            while not self.full:
                self.changed.wait(0.01)
            self.full = False
            return self.item
