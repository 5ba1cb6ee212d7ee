"""The suspension of an execution while a person looks at it: what they evaluate does not change the schedule."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from ..world.world import World
from .frame_locals import drop_copies

ASKS = "_wait_for_tstate_lock"
"""The method of ``threading.Thread`` that finds out whether the thread has ended; Python 3.13 has none."""


@contextmanager
def suspended(world: World, frame: FrameType | None = None) -> Iterator[None]:
    """Let code of the program run within this context without a step, a choice, a wait or a passing of time.

    The scheduler counts as dead meanwhile: an acquire returns at once, a release releases nothing, and no thread can
    be started. A switch would be fatal as well as wrong, because a debugger calls from inside a trace function, and a
    coroutine that is switched there leaves tracing off.

    Args:
        world: of the execution.
        frame: the innermost frame of the running thread that the person can see; None if no thread runs.
    """
    scheduler = world.scheduler
    before = scheduler.dead, scheduler.silent
    scheduler.dead = scheduler.silent = True
    try:
        with scheduler.numbers.forgetting(), _unfinished_threads(world):
            yield
    finally:
        waiting = (thread.suspended_frame() for thread in scheduler.threads)
        drop_copies([frame, *waiting])
        scheduler.dead, scheduler.silent = before


@contextmanager
def _unfinished_threads(world: World) -> Iterator[None]:
    """Keep ``Thread.is_alive``, ``join`` and ``repr`` from taking a thread for an ended one within this context.

    They acquire a lock that is free when the thread has ended, and note that it has. Here each acquire succeeds.
    """

    def is_alive(self: Any) -> bool:
        return any(thread.object is self and not thread.done for thread in world.scheduler.threads)

    def do_nothing(self: Any, *args: Any, **words: Any) -> None:
        """Return at once."""

    methods = {"is_alive": is_alive, "join": do_nothing, ASKS: do_nothing}
    classes = world.library.threading.Thread.__mro__
    before = [(kind, name, vars(kind)[name]) for kind in classes for name in methods if name in vars(kind)]
    try:
        for kind, name, _ in before:
            setattr(kind, name, methods[name])
        yield
    finally:
        for kind, name, method in before:
            setattr(kind, name, method)


@contextmanager
def real_output() -> Iterator[None]:
    """Give the terminal back within this context: while a program runs, its output is captured."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = sys.__stdout__ or before[0], sys.__stderr__ or before[1]
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
