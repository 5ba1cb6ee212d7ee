"""The standstill of an execution while a person looks at it, so that what they evaluate does not change the schedule."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from ..world.scheduler.scheduler import Scheduler
from .frame_locals import drop_copies


@contextmanager
def standstill(scheduler: Scheduler, frame: FrameType | None = None) -> Iterator[None]:
    """Let code of the program run within this context without a step, a choice, a wait or a passing of time.

    The scheduler counts as dead meanwhile: an acquire returns at once, a release releases nothing, and no thread can
    be started. A switch would be fatal as well as wrong, because a debugger calls from inside a trace function, and a
    greenlet that is switched there leaves tracing off.

    Args:
        scheduler: of the execution.
        frame: the innermost frame of the running thread that the person can see; None if no thread runs.
    """
    before = scheduler.dead, scheduler.silent
    scheduler.dead = scheduler.silent = True
    try:
        with scheduler.numbers.forgetting():
            yield
    finally:
        waiting = (one.greenlet.gr_frame for one in scheduler.threads if one.greenlet is not None)
        drop_copies([frame, *waiting])
        scheduler.dead, scheduler.silent = before


@contextmanager
def real_output() -> Iterator[None]:
    """Give the terminal back within this context: while a program runs, its output is captured."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = sys.__stdout__ or before[0], sys.__stderr__ or before[1]
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
