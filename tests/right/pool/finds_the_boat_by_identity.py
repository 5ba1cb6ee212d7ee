# passes
"""The boat that comes back is found by `is`: each item is equal only to itself."""

from dataclasses import dataclass
from threading import Condition, Lock


@dataclass
class Boat:
    item: object
    out: bool = False


class Pool:
    def __init__(self, items) -> None:
        self._boats = [Boat(item) for item in items]
        self._back = Condition(Lock())

    def acquire(self):
        with self._back:
            while True:
                for boat in self._boats:
                    if not boat.out:
                        boat.out = True
                        return boat.item
                self._back.wait()

    def release(self, item) -> None:
        with self._back:
            for boat in self._boats:
                if boat.item is item and boat.out:
                    boat.out = False
                    self._back.notify()
                    return
        raise ValueError("not out")
