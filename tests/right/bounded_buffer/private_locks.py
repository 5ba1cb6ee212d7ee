# passes
"""Every waiter parks on a lock of its own; whoever makes room or brings an item opens one."""

from collections import deque
from threading import Lock


class BoundedBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.mutex = Lock()
        self.items = deque()
        self.free = capacity  # places that nobody has taken or been promised
        self.ready = 0  # items that nobody has been promised
        self.producers = deque()  # the closed locks of those who wait for room
        self.consumers = deque()  # the closed locks of those who wait for an item

    def put(self, item):
        self.mutex.acquire()
        if self.free:
            self.free -= 1
        else:
            self.park(self.producers)
        self.items.append(item)
        # The item is promised to the first in line, so that nobody can snatch it away.
        if self.consumers:
            self.consumers.popleft().release()
        else:
            self.ready += 1
        self.mutex.release()

    def get(self):
        self.mutex.acquire()
        if self.ready:
            self.ready -= 1
        else:
            self.park(self.consumers)
        item = self.items.popleft()
        if self.producers:
            self.producers.popleft().release()
        else:
            self.free += 1
        self.mutex.release()
        return item

    def park(self, line):
        gate = Lock()
        gate.acquire()
        line.append(gate)
        self.mutex.release()
        gate.acquire()
        self.mutex.acquire()
