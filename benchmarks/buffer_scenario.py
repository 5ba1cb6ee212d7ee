"""The scenario of several benchmarks: two producers, two consumers, a buffer of capacity 1, three items each."""

import threading
from collections import deque


class Buffer:
    """A bounded buffer with two conditions over one lock."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.items = deque()
        lock = threading.Lock()
        self.not_empty = threading.Condition(lock)
        self.not_full = threading.Condition(lock)

    def put(self, item):
        with self.not_full:
            while len(self.items) == self.capacity:
                self.not_full.wait()
            self.items.append(item)
            self.not_empty.notify()

    def get(self):
        with self.not_empty:
            while not self.items:
                self.not_empty.wait()
            item = self.items.popleft()
            self.not_full.notify()
            return item


def scenario():
    """Run the threads, and check that every item that was put was also taken."""
    buffer, received = Buffer(1), []

    def produce():
        for item in range(3):
            buffer.put(item)

    def consume():
        for _ in range(3):
            received.append(buffer.get())

    threads = [threading.Thread(target=body) for body in (produce, produce, consume, consume)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(received) == [0, 0, 1, 1, 2, 2]
