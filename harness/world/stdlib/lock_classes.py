"""The lock classes of one scheduler, under the names of the classes of ``_thread``."""

from __future__ import annotations

from typing import Any, NamedTuple, NoReturn

from ..scheduler.scheduler import Scheduler
from .hidden_locks import HiddenLock, HiddenRLock
from .locks import Lock, RLock


class LockClasses(NamedTuple):
    """The four lock classes of one scheduler."""

    lock: type[Lock]
    rlock: type[RLock]
    hidden: type[HiddenLock]
    hidden_rlock: type[HiddenRLock]


def lock_classes(scheduler: Scheduler) -> LockClasses:
    """Make the lock classes of a scheduler, with the names of the classes of ``_thread``."""
    shown = {"__module__": "_thread", "__slots__": (), "scheduler": scheduler}
    final = {**shown, "__init_subclass__": classmethod(_refuse_subclass)}
    bound: Any = type
    return LockClasses(
        bound("lock", (Lock,), final),
        bound("RLock", (RLock,), shown),
        bound("lock", (HiddenLock,), final),
        bound("RLock", (HiddenRLock,), shown),
    )


def _refuse_subclass(kind: type) -> NoReturn:
    raise TypeError("type '_thread.lock' is not an acceptable base type")
