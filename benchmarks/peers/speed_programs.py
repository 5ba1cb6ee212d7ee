"""Four right programs on which the speed of explorers is compared: a buffer, two of SCTBench's, and philosophers."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from .scenes import Scene, play


class BufferScene(Scene):
    """Two producers and two consumers of a buffer of one item, with two conditions."""

    def __init__(self) -> None:
        self.items: deque[int] = deque()
        lock = threading.Lock()
        self.not_empty, self.not_full = threading.Condition(lock), threading.Condition(lock)
        self.received: list[int] = []

    def produce(self) -> None:
        """Put three items."""
        for item in range(3):
            with self.not_full:
                while len(self.items) == 1:
                    self.not_full.wait()
                self.items.append(item)
                self.not_empty.notify()

    def consume(self) -> None:
        """Take three items."""
        for _ in range(3):
            with self.not_empty:
                while not self.items:
                    self.not_empty.wait()
                self.received.append(self.items.popleft())
                self.not_full.notify()

    def workers(self) -> list[Callable[[], None]]:
        """Two of each."""
        return [self.produce, self.produce, self.consume, self.consume]

    def holds(self) -> bool:
        """Every item was taken."""
        return sorted(self.received) == [0, 0, 1, 1, 2, 2]


class Reorder3Scene(Scene):
    """SCTBench's ``reorder_3``, of which the check is left out: two threads write, one reads."""

    def __init__(self) -> None:
        self.a = self.b = 0
        self.seen: list[bool] = []

    def write(self) -> None:
        """Write both."""
        self.a = 1
        self.b = -1

    def check(self) -> None:
        """Read both."""
        self.seen.append((self.a == 0 and self.b == 0) or (self.a == 1 and self.b == -1))

    def workers(self) -> list[Callable[[], None]]:
        """Two that write, one that reads."""
        return [self.write, self.write, self.check]

    def holds(self) -> bool:
        """The reader has read."""
        return len(self.seen) == 1


class Deadlock01Scene(Scene):
    """SCTBench's ``deadlock01``, mended: two threads acquire two locks in one order."""

    def __init__(self) -> None:
        self.first, self.second = threading.Lock(), threading.Lock()
        self.counter = 0

    def add(self) -> None:
        """Add one, holding both."""
        with self.first, self.second:
            self.counter += 1

    def workers(self) -> list[Callable[[], None]]:
        """Two."""
        return [self.add, self.add]

    def holds(self) -> bool:
        """Nothing is lost."""
        return self.counter == 2


class DiningScene(Scene):
    """Three philosophers who take the lower fork first, and eat twice."""

    def __init__(self) -> None:
        self.forks = [threading.Lock() for _ in range(3)]
        self.meals = [0, 0, 0]

    def dine(self, me: int) -> None:
        """Eat twice."""
        low, high = sorted((me, (me + 1) % 3))
        for _ in range(2):
            with self.forks[low], self.forks[high]:
                self.meals[me] += 1

    def workers(self) -> list[Callable[[], None]]:
        """Three."""
        return [lambda: self.dine(0), lambda: self.dine(1), lambda: self.dine(2)]

    def holds(self) -> bool:
        """Each has eaten twice."""
        return self.meals == [2, 2, 2]


def buffer() -> None:
    """Run the buffer."""
    play(BufferScene())


def reorder_3() -> None:
    """Run the writers and the reader."""
    play(Reorder3Scene())


def deadlock01() -> None:
    """Run the two locks."""
    play(Deadlock01Scene())


def dining() -> None:
    """Run the philosophers."""
    play(DiningScene())


PROGRAMS: dict[str, Callable[[], None]] = {
    "buffer": buffer, "reorder_3": reorder_3, "deadlock01": deadlock01, "dining": dining
}  # fmt: skip
SCENES = {"buffer": BufferScene, "reorder_3": Reorder3Scene, "deadlock01": Deadlock01Scene, "dining": DiningScene}
