# passes
"""Everybody waits at a gate of their own; close opens them all and says why."""

from collections import deque
from dataclasses import dataclass, field
from threading import Lock


class Closed(Exception):
    pass


@dataclass
class Waiting:
    item: object = None
    refused: bool = False
    gate: Lock = field(default_factory=Lock)

    def __post_init__(self):
        self.gate.acquire()

    def go(self, refused=False):
        self.refused = refused
        self.gate.release()


class CloseableBuffer:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self._capacity = capacity
        self._mutex = Lock()
        self._items = deque()
        self._producers = deque()
        self._consumers = deque()
        self._closed = False

    def put(self, item):
        with self._mutex:
            if self._closed:
                raise Closed
            if self._consumers:
                consumer = self._consumers.popleft()
                consumer.item = item
                consumer.go()
                return
            if len(self._items) < self._capacity:
                self._items.append(item)
                return
            me = Waiting(item)
            self._producers.append(me)
        me.gate.acquire()
        if me.refused:
            raise Closed

    def get(self):
        with self._mutex:
            if self._items:
                item = self._items.popleft()
                if self._producers:
                    producer = self._producers.popleft()
                    self._items.append(producer.item)
                    producer.go()
                return item
            if self._closed:
                raise Closed
            me = Waiting()
            self._consumers.append(me)
        me.gate.acquire()
        if me.refused:
            raise Closed
        return me.item

    def close(self):
        with self._mutex:
            self._closed = True
            waiting = [*self._producers, *self._consumers]
            self._producers.clear()
            self._consumers.clear()
        for one in waiting:
            one.go(refused=True)
