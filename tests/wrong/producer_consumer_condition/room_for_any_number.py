# fails: wrong
"""Keeps a list and never waits to send: nothing is lost, but more than one item is inside."""

from threading import Condition


class Mailbox:
    def __init__(self):
        self.items = []
        self.filled = Condition()

    def send(self, item):
        with self.filled:
            self.items.append(item)
            self.filled.notify()

    def receive(self):
        with self.filled:
            while not self.items:
                self.filled.wait()
            return self.items.pop(0)
