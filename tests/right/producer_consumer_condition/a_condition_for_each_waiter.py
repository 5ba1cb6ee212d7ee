# passes
"""Everybody waits in a line with a condition of their own, and is served in order of arrival."""

from collections import deque
from threading import Condition, Lock


class Mailbox:
    def __init__(self):
        self._lock = Lock()
        self._slot = []
        self._senders = deque()
        self._receivers = deque()

    def _wait(self, line, ready):
        me = Condition(self._lock)
        line.append(me)
        while line[0] is not me or not ready():
            me.wait()
        line.popleft()

    def _wake(self):
        line = self._receivers if self._slot else self._senders
        if line:
            line[0].notify()

    def send(self, item):
        with self._lock:
            self._wait(self._senders, lambda: not self._slot)
            self._slot.append(item)
            self._wake()

    def receive(self):
        with self._lock:
            self._wait(self._receivers, lambda: self._slot)
            item = self._slot.pop()
            self._wake()
            return item
