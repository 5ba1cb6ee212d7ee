# passes
"""Who waits leaves a gate and a place to put the item; who brings one back hands it over directly."""

from collections import deque
from threading import Lock


class Pool:
    def __init__(self, items):
        self._lock = Lock()
        self._shelf = deque(items)
        self._lent = []
        self._bench = deque()

    def acquire(self):
        with self._lock:
            if self._shelf:
                item = self._shelf.popleft()
                self._lent.append(item)
                return item
            gate, hand = Lock(), []
            gate.acquire()
            self._bench.append((gate, hand))
        gate.acquire()
        return hand[0]

    def release(self, item):
        with self._lock:
            if item not in self._lent:
                raise ValueError(item)
            if self._bench:
                gate, hand = self._bench.popleft()
                hand.append(item)
                gate.release()
            else:
                self._lent.remove(item)
                self._shelf.append(item)
