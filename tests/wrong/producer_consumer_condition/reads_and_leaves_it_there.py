# fails: stuck
"""receive reads the item and leaves it in the mailbox: the next one reads it, too."""

from threading import Condition, Lock


class Mailbox:
    def __init__(self):
        self._full = False
        self._item = None
        lock = Lock()
        self._emptied = Condition(lock)
        self._filled = Condition(lock)

    def send(self, item):
        with self._emptied:
            while self._full:
                self._emptied.wait()
            self._item = item
            self._full = True
            self._filled.notify()

    def receive(self):
        with self._filled:
            while not self._full:
                self._filled.wait()
            return self._item
