"""Choices that are not which thread runs next: whether a callback raises, and which waiter ``notify`` wakes."""

from __future__ import annotations

from typing import Any

from harness.trace import FAIL
from harness.world.scheduler.scheduler import Scheduler
from harness.world.scheduler.thread import InjectedFault, Thread


def inject_fault(scheduler: Scheduler, error: BaseException) -> bool:
    """Choose whether a callback of the current thread raises an exception here; True when it does."""
    if scheduler.dead or scheduler.silent or scheduler.loops.fair:
        return False
    scheduler.unmodelled = "callbacks that may raise"
    thread = scheduler.current
    operation = thread.operation
    operation.kind, operation.obj, operation.field = FAIL, None, None
    runnable: list[Thread | InjectedFault] = [thread]
    faults: list[Thread | InjectedFault] = [InjectedFault(thread)]
    chosen = scheduler.chooser.choose(None, runnable, faults)
    scheduler.choices.append(chosen.choice)
    if chosen is thread:
        return False
    scheduler.note(FAIL, error)
    return True


def choose_waiter(scheduler: Scheduler, waiters: Any) -> None:
    """Choose which waiter of a condition ``notify`` wakes, and put it first.

    Args:
        scheduler: runs the execution.
        waiters: the condition's deque of waiter locks.
    """
    parked = [(lock, lock.wanting[0]) for lock in waiters if lock.wanting]
    if len(parked) < 2:
        return
    chosen = scheduler.chooser.choose(None, [thread for _, thread in parked], [])
    if not scheduler.loops.fair:
        scheduler.choices.append(chosen.choice)
    for lock, thread in parked:
        if thread is chosen:
            waiters.remove(lock)
            waiters.appendleft(lock)
