# fails: stuck
"""Looks, lets go of the lock, then waits: the notify comes in the gap and nobody hears it."""

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
        while True:
            with self.filled:
                if self.full:
                    self.full = False
                    self.emptied.notify()
                    return self.item
            with self.filled:
                self.filled.wait()


# mend: Wait under the same hold of the lock under which you looked.
