"""The waits of an execution's threads at its end, before they are unwound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...common.kinds import has, held_by, of_class
from ...trace import ACQUIRE, WAKE
from ..scheduler.scheduler import Scheduler
from ..scheduler.thread import BLOCKED


@dataclass(frozen=True)
class Waits:
    """The waits of all threads.

    Attributes:
        locks: of each thread that waits for a lock, or is about to acquire it: its number, the lock, and whether it
            can run.
        deadline: some thread waits for a deadline.
    """

    locks: tuple[tuple[int, Any, bool], ...] = ()
    deadline: bool = False


def waits(scheduler: Scheduler) -> Waits:
    """Return what the threads wait for now."""
    locks = []
    for thread in scheduler.threads:
        lock = thread.fused if thread.kind == WAKE else thread.obj
        comes = not thread.runnable or thread.kind in (ACQUIRE, WAKE)
        if comes and not thread.done and not of_class(type(lock), "_kata_hidden", True):
            locks.append((thread.number, lock, thread.runnable))
    return Waits(tuple(locks), any(thread.state is BLOCKED for thread in scheduler.queue.timed))


def is_free_to_enter(scheduler: Scheduler, obj: Any) -> bool:
    """True when an object is a barrier, and no thread waits to enter it until those inside have left."""
    if not has(obj, "_parties"):
        return False
    there = sum(not one.done and one.call is not None and one.call[1] is obj for one in scheduler.threads)
    return there <= int(held_by(obj, "_count"))
