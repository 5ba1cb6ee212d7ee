"""The private bookkeeping of ``threading``, replaced by what costs less where no other thread can see a difference.

No scheduling point lies between the statement that begins such a piece of bookkeeping and the one that ends it, so no
other simulated thread runs in between. CPython's code stays as it is; only the objects that it uses are others.
Threads of the operating system run at any time, so that the stress engine must not use these.
"""

from __future__ import annotations

import _thread
from collections.abc import Callable
from types import ModuleType
from typing import Any, ClassVar

INNER = ("_active_limbo_lock", "_shutdown_locks_lock")
"""Locks that protect the bookkeeping: no simulated thread ever finds one held."""


class StartedFlag:
    """The event of a thread that says that it has started, for ``Thread._started``.

    ``Thread.start`` waits for it after the new thread has run to its first operation, and so never in fact.
    """

    make_event: ClassVar[Callable[[], Any]]
    """Makes CPython's event; only needed where a program waits for a thread that has not been started."""
    __slots__ = ("_event", "_flag")

    def __init__(self) -> None:
        self._flag = False
        self._event: Any = None

    def is_set(self) -> bool:
        """Return whether the thread has started."""
        return self._flag

    def set(self) -> None:
        """Note that the thread has started."""
        self._flag = True
        if self._event is not None:
            self._event.set()

    def clear(self) -> None:
        """Note that the thread has not started."""
        self._flag = False
        if self._event is not None:
            self._event.clear()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until the thread has started."""
        if self._flag:
            return True
        if self._event is None:
            self._event = type(self).make_event()
        return bool(self._event.wait(timeout))

    def _at_fork_reinit(self) -> None:
        """Do nothing: no process is forked."""


class Limbo(dict[Any, Any]):
    """The threads that are being started: always empty where another thread, or the program, can look."""

    def __setitem__(self, key: object, value: object) -> None:
        """Forget the thread, which will be among the active ones before another thread runs."""

    def __delitem__(self, key: object) -> None:
        """Do nothing."""


class NoThreads(set[Any]):
    """The set of threads that only ``fork`` needs: always empty."""

    def add(self, thread: object) -> None:
        """Forget the thread."""


def replace(module: ModuleType) -> None:
    """Replace the bookkeeping of a ``threading`` that has just been loaded."""
    names = vars(module)
    made = {"make_event": names["_kata_Event"], "__slots__": (), "__module__": "threading"}
    names["_kata_Event"] = type("Event", (StartedFlag,), made)
    names["_limbo"], names["_dangling"] = Limbo(), NoThreads()
    # a lock of the operating system may be acquired again by a thread that has it, so it never waits
    names.update({lock: _thread.RLock() for lock in INNER if lock in names})
