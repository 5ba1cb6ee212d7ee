"""What the threads of an execution wait for at its end, before they are unwound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from harness.trace import ACQUIRE, WAKE
from harness.world.scheduler.scheduler import Scheduler
from harness.world.scheduler.thread import BLOCKED


@dataclass(frozen=True)
class Waits:
    """What the threads wait for.

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
        if comes and not thread.done and not getattr(type(lock), "_kata_hidden", True):
            locks.append((thread.number, lock, thread.runnable))
    return Waits(tuple(locks), any(thread.state is BLOCKED for thread in scheduler.queue.timed))


def some_wait_to_enter(scheduler: Scheduler, barrier: Any) -> bool:
    """True when a thread has come to a barrier that it cannot enter until the threads in it have left."""
    there = sum(not one.done and one.call is not None and one.call[1] is barrier for one in scheduler.threads)
    return there > int(barrier._count)
