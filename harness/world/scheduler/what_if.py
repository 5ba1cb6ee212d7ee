"""Trying out what would happen if an ended execution continued, and then restoring what was known before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .loops import RoundRobin
from .recorder import Recorder
from .scheduler import Scheduler


@contextmanager
def what_if(scheduler: Scheduler, recorder: Recorder | None) -> Iterator[None]:
    """Let an execution that has ended continue under round robin, or run others, to see what would happen.

    The scheduler is restored at the end. The threads and the program's objects are not: their coroutines have run,
    so the execution is of no other use.

    Args:
        scheduler: has run the execution.
        recorder: receives every operation in the meantime, if any.
    """
    interrupt = scheduler.interrupt
    loops = scheduler.loops
    with _preserved(scheduler, scheduler.queue, scheduler.clock, loops, scheduler.numbers, scheduler.rules):
        scheduler.queue.copy()
        scheduler.chooser, scheduler.recorder = RoundRobin(scheduler), recorder
        loops.fair, loops.fair_from = True, None
        scheduler.log, scheduler.watch = [], None
        try:
            yield
        finally:
            interrupt = scheduler.interrupt
    scheduler.interrupt = interrupt  # Ctrl-C in the meantime still counts


def run_on(scheduler: Scheduler, steps: int) -> None:
    """Let the threads run until none can, but for a limited number of steps; only within ``what_if``."""
    scheduler.steps, scheduler.limit = 0, steps
    loops = scheduler.loops
    loops.known_endless, loops.fair_since = True, 0  # the first time the steps are used up is the last
    scheduler.ending = ""
    scheduler.drive()


@contextmanager
def _preserved(*parts: Any) -> Iterator[None]:
    """Restore all attributes of some objects when the context ends.

    Args:
        parts: objects of classes with slots.
    """
    kept = [(part, {name: getattr(part, name) for name in part.__slots__}) for part in parts]
    try:
        yield
    finally:
        for part, values in kept:
            for name, value in values.items():
                setattr(part, name, value)
