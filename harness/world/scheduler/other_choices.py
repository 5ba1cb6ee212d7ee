"""Choices that are not which thread runs next: whether a callback raises, and which waiters ``notify`` wakes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from ...trace import CHOOSE, FAIL
from .scheduler import Scheduler
from .thread import InjectedFault, InputValue, Thread, WakeUp

T = TypeVar("T")


def inject_fault(scheduler: Scheduler, error: BaseException) -> bool:
    """Choose whether a callback of the current thread raises an exception here; True when it does."""
    if scheduler.dead or scheduler.silent or scheduler.loops.fair:
        return False
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


def choose_input(scheduler: Scheduler, options: Sequence[T]) -> T:
    """Choose one of several inputs of the program.

    Args:
        scheduler: runs the execution.
        options: the simplest first.
    """
    if scheduler.looking:
        raise RuntimeError("a predicate must not call choice()")
    if scheduler.dead or scheduler.silent or len(options) == 1:
        return options[0]
    able = [InputValue(number, option, scheduler.current) for number, option in enumerate(options)]
    chosen = scheduler.chooser.choose(None, able, [])
    if not scheduler.loops.fair:
        scheduler.choices.append(chosen.choice)
    found = options[chosen.number]
    scheduler.note(CHOOSE, found)
    return found


def choose_waiters(scheduler: Scheduler, waiters: Any, least: int) -> int:
    """Choose which waiters of a condition ``notify`` wakes, and put them first; return how many they are.

    The documentation of ``threading.Condition`` leaves open which waiters wake, and warns that more may wake than
    were asked for. They are chosen in the order of their arrival, so that no set of waiters comes twice.

    Args:
        scheduler: runs the execution.
        waiters: the condition's deque of waiter locks.
        least: how many waiters wake at least.
    """
    left = [(lock, WakeUp(lock.wanting[0])) for lock in waiters if lock.wanting]
    if len(left) <= least:
        return least
    enough, woken = WakeUp(scheduler.current), list[Any]()
    while left:
        missing = least - len(woken)
        if missing > 0:
            able = [wake for _, wake in left[: len(left) - missing + 1]]
            chosen = able[0] if len(able) == 1 else _choose(scheduler, able, [])
        else:
            chosen = _choose(scheduler, [enough], [wake for _, wake in left])
        if chosen is enough:
            break
        position = next(index for index, (_, wake) in enumerate(left) if wake is chosen)
        woken.append(left[position][0])
        left = left[position + 1 :]
    for lock in reversed(woken):
        waiters.remove(lock)
        waiters.appendleft(lock)
    return len(woken)


def _choose(scheduler: Scheduler, able: list[WakeUp], extras: list[WakeUp]) -> WakeUp:
    chosen = scheduler.chooser.choose(None, able, extras)
    if not scheduler.loops.fair:
        scheduler.choices.append(chosen.choice)
    return chosen
