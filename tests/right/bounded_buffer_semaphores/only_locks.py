# passes
"""Nothing but locks: whoever must wait parks on a closed lock of its own, which the other side opens."""

from collections import deque
from threading import Lock


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.capacity = capacity
        self.mutex = Lock()
        self.items = deque()
        self.producers = deque()  # each with the item it brings
        self.consumers = deque()  # each with the hand it holds out

    def put(self, item):
        with self.mutex:
            if self.consumers:
                gate, hand = self.consumers.popleft()
                hand.append(item)
                gate.release()
                return
            if len(self.items) < self.capacity:
                self.items.append(item)
                return
            gate = Lock()
            gate.acquire()
            self.producers.append((gate, item))
        gate.acquire()

    def get(self):
        with self.mutex:
            if self.items:
                item = self.items.popleft()
                if self.producers:
                    gate, waiting = self.producers.popleft()
                    self.items.append(waiting)
                    gate.release()
                return item
            gate, hand = Lock(), []
            gate.acquire()
            self.consumers.append((gate, hand))
        gate.acquire()
        return hand[0]
