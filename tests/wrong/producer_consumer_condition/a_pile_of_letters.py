# fails: wrong
"""Keeps the letters in a pile with no end: the last one to come is read first."""

from threading import Condition, Lock


class Mailbox:
    def __init__(self):
        self._pile = []
        lock = Lock()
        self._emptied = Condition(lock)
        self._filled = Condition(lock)

    def send(self, item):
        with self._emptied:
            self._pile.append(item)
            self._filled.notify()

    def receive(self):
        with self._filled:
            while not self._pile:
                self._filled.wait()
            return self._pile.pop()
