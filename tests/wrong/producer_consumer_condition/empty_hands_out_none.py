# fails: wrong
"""receive does not wait: an empty mailbox hands out None, as if somebody had sent that."""

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
            if not self._full:
                return None
            item, self._item = (self._item, None)
            self._full = False
            self._emptied.notify()
            return item
