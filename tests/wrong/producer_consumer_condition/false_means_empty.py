# fails: stuck
"""Asks the item itself whether it is there: 0 and the empty text say no."""

from threading import Condition


class Mailbox:
    def __init__(self):
        self.items = []
        self.changed = Condition()

    def send(self, item):
        with self.changed:
            self.changed.wait_for(lambda: not self.items)
            self.items.append(item)
            self.changed.notify_all()

    def receive(self):
        with self.changed:
            self.changed.wait_for(lambda: any(self.items))
            self.changed.notify_all()
            return self.items.pop()
