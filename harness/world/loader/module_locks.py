"""The locks of modules that are being loaded: a thread that imports one meanwhile waits until it is complete.

CPython has such locks in ``importlib._bootstrap`` (class ``_ModuleLock``). They do not work in a world, whose threads
share one thread of the operating system. As with those, a thread that would wait for itself gets half a module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ..scheduler.scheduler import Scheduler


class ModuleLocks:
    """The locks of the program's own modules in one execution, by name.

    A module that is loaded while the program has a single thread needs none afterwards. At the first import of any
    other, each thread acquires its lock, so that what the loading has done comes before what the thread does.

    Args:
        make: makes a re-entrant lock of the world's.
        scheduler: runs the execution.
    """

    def __init__(self, make: Callable[[], Any], scheduler: Scheduler) -> None:
        self._make = make
        self._scheduler = scheduler
        self._locks: dict[str, Any] = {}
        self._passed: set[tuple[int, str]] = set()
        self._waiting: dict[int, str] = {}

    def fresh(self) -> None:
        """Forget the locks of the last execution."""
        self._locks.clear()
        self._passed.clear()
        self._waiting.clear()

    @contextmanager
    def around(self, name: str) -> Iterator[None]:
        """Hold the lock of a module while it is loaded."""
        thread, alone = self._scheduler.current, len(self._scheduler.threads) == 1
        if name not in self._locks:
            self._locks[name] = self._make()
        lock = self._locks[name]
        if alone:
            lock.give(thread)
        holds = alone or self._acquire(name, lock)
        try:
            yield
        finally:
            self._passed.add((thread.number, name))
            if holds and alone and len(self._scheduler.threads) == 1:
                lock.free()
                del self._locks[name]
            elif holds:
                lock.release()

    def wait(self, name: str) -> None:
        """Wait until a module is complete, if another thread is loading it."""
        lock, thread = self._locks.get(name), self._scheduler.current
        if lock is None or lock.owner is thread or (thread.number, name) in self._passed:
            return
        if self._acquire(name, lock):
            lock.release()
            self._passed.add((thread.number, name))

    def _acquire(self, name: str, lock: Any) -> bool:
        """Acquire a lock; False if its owner waits for the current thread, directly or through others."""
        me, owner = self._scheduler.current, lock.owner
        while owner is not None:
            if owner is me:
                return False
            wanted = self._waiting.get(owner.number)
            owner = self._locks[wanted].owner if wanted is not None else None
        self._waiting[me.number] = name
        try:
            lock.acquire()
        finally:
            del self._waiting[me.number]
        return True
