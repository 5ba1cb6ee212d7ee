"""The eight small programs as they are often written, each in a wrong and a right form, in plain ``threading``.

A scene creates the shared state of one run, has one function for each thread, and checks the state at the end.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable


class Scene:
    """The shared state of one run, the functions of its threads, and the condition that must hold at the end."""

    def workers(self) -> list[Callable[[], None]]:
        """Return the functions of the threads, one each."""
        raise NotImplementedError

    def holds(self) -> bool:
        """True when the state is right after all threads have ended."""
        raise NotImplementedError


def play(scene: Scene) -> None:
    """Run each worker in its own thread, and check the state at the end."""
    threads = [threading.Thread(target=work, daemon=True) for work in scene.workers()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert scene.holds()


class LostUpdate(Scene):
    """1: two threads add to a number; wrong: the read and the write are two steps."""

    def __init__(self) -> None:
        self.value = 0

    def add(self) -> None:
        self.value += 1

    def workers(self) -> list[Callable[[], None]]:
        return [self.add, self.add]

    def holds(self) -> bool:
        return self.value == 2


class LockedUpdate(LostUpdate):
    """1, right: under a lock."""

    def __init__(self) -> None:
        super().__init__()
        self.lock = threading.Lock()

    def add(self) -> None:
        with self.lock:
            self.value += 1


class Buffer(Scene):
    """2, right: one producer and two consumers, each with its own condition, waiting in a loop."""

    def __init__(self) -> None:
        self.items: deque[int] = deque()
        self.lock = threading.Lock()
        self.not_empty = threading.Condition(self.lock)
        self.taken: list[int | None] = []

    def put_two(self) -> None:
        for item in (1, 2):
            with self.lock:
                self.items.append(item)
                self.not_empty.notify()

    def take(self) -> None:
        with self.lock:
            while not self.items:
                self.not_empty.wait()
            self.taken.append(self.items.popleft())

    def workers(self) -> list[Callable[[], None]]:
        return [self.take, self.take, self.put_two]

    def holds(self) -> bool:
        return sorted(self.taken, key=str) == [1, 2]


class BufferIf(Buffer):
    """2, wrong: ``if`` for ``while``; another consumer may take the item between notify and waking up."""

    def take(self) -> None:
        with self.lock:
            if not self.items:
                self.not_empty.wait()
            self.taken.append(self.items.popleft() if self.items else None)


class OneCondition(Scene):
    """3: a buffer of capacity 1, a producer of two items and two consumers on one condition.

    Wrong: ``notify()`` may wake a thread of the same side, which waits again, and then all threads wait.
    """

    def __init__(self) -> None:
        self.items: deque[int] = deque()
        self.changed = threading.Condition()
        self.taken: list[int] = []

    def tell(self) -> None:
        self.changed.notify()

    def put(self) -> None:
        with self.changed:
            while self.items:
                self.changed.wait()
            self.items.append(1)
            self.tell()

    def take(self) -> None:
        with self.changed:
            while not self.items:
                self.changed.wait()
            self.taken.append(self.items.popleft())
            self.tell()

    def put_two(self) -> None:
        self.put()
        self.put()

    def workers(self) -> list[Callable[[], None]]:
        return [self.put_two, self.take, self.take]

    def holds(self) -> bool:
        return self.taken == [1, 1]


class OneConditionAll(OneCondition):
    """3, right: ``notify_all()``."""

    def tell(self) -> None:
        self.changed.notify_all()


class Philosophers(Scene):
    """4: three seats, one meal each; wrong: all take the left fork first."""

    def __init__(self) -> None:
        self.forks = [threading.Lock() for _ in range(3)]
        self.meals = [0, 0, 0]

    def forks_of(self, seat: int) -> tuple[int, int]:
        return seat, (seat + 1) % 3

    def dine(self, seat: int) -> None:
        first, second = self.forks_of(seat)
        with self.forks[first], self.forks[second]:
            self.meals[seat] += 1

    def workers(self) -> list[Callable[[], None]]:
        return [lambda: self.dine(0), lambda: self.dine(1), lambda: self.dine(2)]

    def holds(self) -> bool:
        return self.meals == [1, 1, 1]


class OrderedPhilosophers(Philosophers):
    """4, right: the lower fork first."""

    def forks_of(self, seat: int) -> tuple[int, int]:
        left, right = super().forks_of(seat)
        return min(left, right), max(left, right)


class Readers(Scene):
    """5: two readers and a writer; wrong: the count of readers is changed without a lock."""

    def __init__(self) -> None:
        self.room = threading.Semaphore(1)
        self.readers = 0
        self.data = [0, 0]
        self.torn = False

    def enter(self) -> None:
        self.readers += 1
        if self.readers == 1:
            self.room.acquire()

    def leave(self) -> None:
        self.readers -= 1
        if self.readers == 0:
            self.room.release()

    def read(self) -> None:
        self.enter()
        if self.data[0] != self.data[1]:
            self.torn = True
        self.leave()

    def write(self) -> None:
        with self.room:
            self.data[0] = 1
            self.data[1] = 1

    def workers(self) -> list[Callable[[], None]]:
        return [self.read, self.read, self.write]

    def holds(self) -> bool:
        return not self.torn and self.readers == 0


class LockedReaders(Readers):
    """5, right: the count is changed, and the room taken, under a lock."""

    def __init__(self) -> None:
        super().__init__()
        self.counting = threading.Lock()

    def enter(self) -> None:
        with self.counting:
            super().enter()

    def leave(self) -> None:
        with self.counting:
            super().leave()


class Barrier(Scene):
    """6: two threads meet twice; wrong: the gate stays open after the first meeting."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting = 0
        self.gate = threading.Event()
        self.arrived = [0, 0]
        self.early = False

    def meet(self) -> None:
        with self.lock:
            self.waiting += 1
            if self.waiting == 2:
                self.gate.set()
        self.gate.wait()

    def walk(self, mine: int) -> None:
        for step in (1, 2):
            self.arrived[mine] = step
            self.meet()
            if self.arrived[1 - mine] < step:
                self.early = True

    def workers(self) -> list[Callable[[], None]]:
        return [lambda: self.walk(0), lambda: self.walk(1)]

    def holds(self) -> bool:
        return not self.early


class ReusableBarrier(Barrier):
    """6, right: each meeting has its own generation number."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = threading.Condition(self.lock)
        self.generation = 0

    def meet(self) -> None:
        with self.lock:
            mine = self.generation
            self.waiting += 1
            if self.waiting == 2:
                self.waiting = 0
                self.generation += 1
                self.opened.notify_all()
            while mine == self.generation:
                self.opened.wait()


class Transfer(Scene):
    """7: two transfers between two accounts; wrong: each locks its own source first."""

    def __init__(self) -> None:
        self.locks = [threading.Lock(), threading.Lock()]
        self.balance = [10, 10]

    def move(self, source: int, target: int) -> None:
        with self.locks[source], self.locks[target]:
            self.balance[source] -= 1
            self.balance[target] += 1

    def workers(self) -> list[Callable[[], None]]:
        return [lambda: self.move(0, 1), lambda: self.move(1, 0)]

    def holds(self) -> bool:
        return self.balance == [10, 10]


class OrderedTransfer(Transfer):
    """7, right: the lower account's lock first."""

    def move(self, source: int, target: int) -> None:
        with self.locks[min(source, target)], self.locks[max(source, target)]:
            self.balance[source] -= 1
            self.balance[target] += 1


class Cache(Scene):
    """8: a value must be computed once; wrong: the lookup and the store are two steps."""

    def __init__(self) -> None:
        self.made: list[int] = []
        self.cache: dict[str, int] = {}

    def get(self) -> None:
        if "key" not in self.cache:
            self.made.append(1)
            self.cache["key"] = 1

    def workers(self) -> list[Callable[[], None]]:
        return [self.get, self.get]

    def holds(self) -> bool:
        return len(self.made) == 1


class LockedCache(Cache):
    """8, right: under a lock."""

    def __init__(self) -> None:
        super().__init__()
        self.lock = threading.Lock()

    def get(self) -> None:
        with self.lock:
            super().get()
