# passes
"""A ring of places with a head and a count, in a slotted dataclass, under one RLock."""

from dataclasses import dataclass, field
from threading import Condition, RLock


@dataclass(slots=True)
class Ring:
    places: list
    head: int = 0
    count: int = 0

    def add(self, item):
        self.places[(self.head + self.count) % len(self.places)] = item
        self.count += 1

    def take(self):
        item = self.places[self.head]
        self.places[self.head] = None
        self.head = (self.head + 1) % len(self.places)
        self.count -= 1
        return item


@dataclass(slots=True)
class BoundedBuffer:
    capacity: int
    ring: Ring = field(init=False)
    room: Condition = field(init=False)
    stock: Condition = field(init=False)

    def __post_init__(self):
        if self.capacity < 1:
            raise ValueError("capacity must be at least 1")
        lock = RLock()
        self.ring = Ring([None] * self.capacity)
        self.room = Condition(lock)
        self.stock = Condition(lock)

    def put(self, item):
        with self.room:
            while self.ring.count == self.capacity:
                self.room.wait()
            self.ring.add(item)
            self.stock.notify()

    def get(self):
        with self.stock:
            while self.ring.count == 0:
                self.stock.wait()
            item = self.ring.take()
            self.room.notify()
        return item
