"""What would happen if an execution continued: run it on for a while, and restore what the scheduler knew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from harness.world.scheduler.loops import RoundRobin
from harness.world.scheduler.recorder import Recorder

if TYPE_CHECKING:
    from harness.world.scheduler.scheduler import Scheduler


@contextmanager
def preserved(scheduler: Scheduler) -> Iterator[None]:
    """Restore the state of a scheduler and of its parts at the end, whatever was run in between."""
    parts = (scheduler, scheduler.queue, scheduler.clock, scheduler.loops, scheduler.numbers, scheduler.rules)
    kept = [(part, {name: getattr(part, name) for name in part.__slots__}) for part in parts]
    try:
        yield
    finally:
        for part, values in kept:
            for name, value in values.items():
                setattr(part, name, value)


@contextmanager
def what_if(scheduler: Scheduler, recorder: Recorder | None) -> Iterator[None]:
    """Let an execution continue under round robin; see ``Scheduler.what_if``."""
    with preserved(scheduler):
        queue, loops, interrupt = scheduler.queue, scheduler.loops, scheduler.interrupt
        for name in ("parked", "resting", "runnable", "starting", "timed"):
            setattr(queue, name, list(getattr(queue, name)))
        queue.spurious_left = 0
        scheduler.chooser, scheduler.recorder = RoundRobin(scheduler), recorder
        loops.fair, loops.fair_from = True, None
        scheduler.log, scheduler.watch = [], None
        try:
            yield
        finally:
            interrupt = scheduler.interrupt
    scheduler.interrupt = interrupt  # Ctrl-C in the meantime is not undone
