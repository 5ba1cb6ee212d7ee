# fails: stuck
"""None stands for an empty mailbox, but None can be an item."""

from threading import Condition


class Mailbox:
    def __init__(self):
        self.item = None
        self.changed = Condition()

    def send(self, item):
        with self.changed:
            self.changed.wait_for(lambda: self.item is None)
            self.item = item
            self.changed.notify_all()

    def receive(self):
        with self.changed:
            self.changed.wait_for(lambda: self.item is not None)
            item, self.item = self.item, None
            self.changed.notify_all()
            return item


# mend: Take a mark that nobody can send for an empty mailbox.
