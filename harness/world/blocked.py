"""Who waits for whom when nobody can go on.

Locks have owners, so a cycle of owners is read off. A signal (a semaphore's permit, a notify, an
event) has none; who would give it is found by going on from the blocked state as if each thread
that holds something had let go of it: if that makes somebody give the holder what it waits for,
then each waits for something that only the other can give, and that is a cycle too.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import FrameType
from typing import Any

from harness.trace import JOIN
from harness.world.fairness import RoundRobin
from harness.world.scheduler import Scheduler
from harness.world.thread import Thread

PROBE_STEPS = 3_000
PROBE_ROUNDS = 12


@dataclass
class Wait:
    """What one blocked thread waits for."""

    thread: Thread
    kind: str
    obj: Any
    holders: list[Thread]
    owned: bool


def waits(scheduler: Scheduler) -> list[Wait]:
    """Every thread that has not ended and cannot go on."""
    found = []
    for thread in scheduler.threads:
        if thread.done or thread.runnable:
            continue
        holders: list[Thread] = []
        owned = False
        lock = thread.pending[-1] if thread.pending else None
        if lock is not None and not lock._kata_hidden:
            holders, owned = ([lock.owner] if lock.owner is not None else []), True
        elif thread.kind == JOIN and lock is not None and lock.owner is not None:
            holders, owned = [lock.owner], True
        elif thread.obj is not None:
            holders = [] if thread.kind == JOIN else semaphore_holders(scheduler, thread.obj)
        found.append(Wait(thread, thread.kind, thread.obj, holders, owned))
    return found


def semaphore_holders(scheduler: Scheduler, obj: Any) -> list[Thread]:
    """Who holds permits of a semaphore as one holds a lock.

    Only one that was given back by takers alone so far, and only those threads whose call that took
    the permit is still going on: a permit taken in a call that has returned need not be given back
    by its taker (the places of a buffer).
    """
    held = getattr(obj, "_kata_held", None)
    if held is None or getattr(obj, "_kata_signal", True):
        return []
    return [scheduler.threads[number] for number, frames in held.items() if _inside(scheduler.threads[number], frames)]


def _inside(thread: Thread, frames: list[FrameType | None]) -> bool:
    running = thread.greenlet.gr_frame if thread.greenlet is not None else None
    while running is not None:
        if running in frames:
            return True
        running = running.f_back
    return False


def givers(scheduler: Scheduler, found: list[Wait]) -> dict[int, set[int]]:
    """By thread number: who would give it what it waits for, were its own holdings let go of.

    Robs one holder after another, each time going on with everybody but the robbed. The execution
    is over for every other purpose.
    """
    gives: dict[int, set[int]] = {}
    waiting = {wait.thread.number for wait in found if not wait.owned}
    real_chooser, real_log, real_recorder = scheduler.chooser, scheduler.log, scheduler.recorder
    scheduler.chooser, scheduler.recorder, scheduler.spurious_left = RoundRobin(scheduler), None, 0
    scheduler.fair, scheduler.fair_from = True, None
    scheduler.log, scheduler.watch = [], None
    robbed: set[int] = set()
    try:
        while len(robbed) < PROBE_ROUNDS and not gives:
            current = sorted(waits(scheduler), key=lambda wait: not wait.owned)  # owners are sure to be holders
            holder = next((one for wait in current for one in wait.holders if _can_rob(one, wait, robbed)), None)
            if holder is None:
                break
            robbed.add(holder.number)
            held = {id(wait.obj): wait for wait in current if holder in wait.holders and wait.kind != JOIN}
            for wait in held.values():
                _let_go(scheduler, wait, holder)
            _go_on(scheduler, waiting & robbed, gives, robbed)
    finally:
        scheduler.chooser, scheduler.log, scheduler.recorder = real_chooser, real_log, real_recorder
        scheduler.watch = None
    return gives


def _can_rob(holder: Thread, wait: Wait, robbed: set[int]) -> bool:
    blocked = not holder.done and not holder.runnable and holder.number not in robbed
    return blocked and holder is not wait.thread and wait.kind != JOIN


def _let_go(scheduler: Scheduler, wait: Wait, holder: Thread) -> None:
    if wait.owned and wait.thread.pending:
        lock = wait.thread.pending[-1]
        if lock.owner is holder and wait.kind != JOIN:
            lock.free()
    elif not wait.owned:
        wait.obj._kata_held[holder.number].pop()
        scheduler.current = holder
        scheduler.silent = True
        try:
            _plain_release(wait.obj)
        finally:
            scheduler.silent = False


def _plain_release(semaphore: Any) -> None:
    with semaphore._cond:
        semaphore._value += 1
        semaphore._cond.notify()


def _go_on(scheduler: Scheduler, victims: set[int], gives: dict[int, set[int]], robbed: set[int]) -> None:
    """Let all but the robbed run; note who makes a victim able to go on."""
    scheduler.steps, scheduler.limit = 0, PROBE_STEPS
    scheduler.ending = ""

    def watch() -> None:
        for thread in scheduler.runnable:
            if thread.number in victims:
                gives.setdefault(thread.number, set()).add(scheduler.current.number)
                scheduler.stop("blocked")
        for thread in list(scheduler.runnable):
            if thread.number in robbed:
                scheduler.suspend(thread)

    scheduler.watch = watch
    while not scheduler.ending:
        following = scheduler._next(None)
        if following is not None and not scheduler.ending:
            scheduler._resume(following)
