"""Threads of the operating system that are started while a program runs in the world: refused as they start.

Code that is not loaded into the world, such as most of the standard library, sees the real ``threading``. A thread
that it starts would run beside the schedule, and what it does would not be seen.
"""

from __future__ import annotations

import _thread
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from ..restrictions.blocked_apis import OutOfReach
from .scheduler import Scheduler

STARTERS: tuple[tuple[Any, str], ...] = tuple(
    (module, name)
    for module in (threading, _thread)
    for name in ("_start_new_thread", "_start_joinable_thread", "start_new_thread", "start_joinable_thread")
    if hasattr(module, name)
)
"""The functions by which a thread of the operating system is started, and where they are looked up."""


@contextmanager
def refused(scheduler: Scheduler) -> Iterator[None]:
    """Refuse, within this context, that a program in the world starts a thread of the operating system.

    Args:
        scheduler: of the world; an execution of it ends with an error where such a thread is started.
    """
    mine, before = _thread.get_ident(), [getattr(module, name) for module, name in STARTERS]

    def guarded(start: Callable[..., Any]) -> Callable[..., Any]:
        def start_thread(*args: Any, **words: Any) -> Any:
            guards = scheduler.executing and not scheduler.dead and not scheduler.rules.debugger_threads
            if guards and _thread.get_ident() == mine:
                error = OutOfReach(_message(sys._getframe(1)), scheduler.place())
                scheduler.crash(error)  # before it is raised, because a bare ``except`` must not hide it
                raise error
            return start(*args, **words)

        return start_thread

    for (module, name), start in zip(STARTERS, before, strict=True):
        setattr(module, name, guarded(start))
    try:
        yield
    finally:
        for (module, name), start in zip(STARTERS, before, strict=True):
            setattr(module, name, start)


def _message(frame: FrameType | None) -> str:
    """Return the sentence for a thread that a module other than ``threading`` itself starts."""
    while frame is not None:
        module = str(frame.f_globals.get("__name__"))
        if module.partition(".")[0] not in ("threading", "_thread"):
            return f"{module} starts a thread of the operating system, which no schedule controls"
        frame = frame.f_back
    return "a library starts a thread of the operating system, which no schedule controls"
