# fails: deadlock
"""An outer lock round it all: wait() gives back the inner one only, and nobody gets past the outer."""

from threading import Condition, Lock


class Mailbox:
    def __init__(self):
        self.full = False
        self.item = None
        self.one_at_a_time = Lock()
        self.changed = Condition()

    def send(self, item):
        with self.one_at_a_time, self.changed:
            self.changed.wait_for(lambda: not self.full)
            self.item = item
            self.full = True
            self.changed.notify_all()

    def receive(self):
        with self.one_at_a_time, self.changed:
            self.changed.wait_for(lambda: self.full)
            self.full = False
            self.changed.notify_all()
            return self.item
