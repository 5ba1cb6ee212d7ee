# passes
"""acquire, try and finally instead of with; the conditions get an explicit lock."""

import threading


class Mailbox:
    __slots__ = ("_empty", "_full", "_item", "_lock")

    def __init__(self):
        self._lock = threading.Lock()
        self._full = threading.Condition(self._lock)
        self._empty = threading.Condition(self._lock)
        self._item = ()

    def send(self, item):
        self._lock.acquire()
        try:
            while len(self._item) > 0:
                self._empty.wait()
            self._item = (item,)
            self._full.notify(1)
        finally:
            self._lock.release()

    def receive(self):
        self._lock.acquire()
        try:
            while not len(self._item):
                self._full.wait()
            (item,), self._item = self._item, ()
            self._empty.notify(1)
        finally:
            self._lock.release()
        return item
