"""Loops that wait: a thread whose loop has changed nothing is kept back until something that it has read changes.

Kokologiannakis, Marmanis, Vafeiadis: "Unblocking dynamic partial order reduction", CAV 2023 (Awamoche). An iteration
that has written nothing, and after which the thread and all that it has read are as before, can be left out of an
execution without a trace. So a search need not run a second one like it, of which there could be any number.
"""

from __future__ import annotations

import threading
from collections import Counter
from types import FrameType
from typing import Protocol

from ...trace import ACQUIRE, CROSSED, DUE, FREE, MOMENT, READ, RELEASE, TOOK, TRY, WRITE, Access
from ..scheduler.scheduler import Scheduler
from ..scheduler.thread import Thread

SCALARS = frozenset({int, float, complex, str, bytes, bool, type(None)})
HARMLESS = frozenset({READ, TRY, ACQUIRE, FREE, DUE})
"""Kinds of access of an iteration that may leave no trace. A thread that another one has woken has used up a signal."""
CHANGING = frozenset({WRITE, ACQUIRE, TOOK, CROSSED, RELEASE, FREE})
"""Kinds of access that may change what another thread reads."""
State = list[object]


class TracedAccesses(Protocol):
    """The accesses of an execution, as their tracer has them.

    Attributes:
        scheduler: runs the execution.
        accesses: so far.
        awaited: the locations that the threads kept back have read.
    """

    scheduler: Scheduler
    accesses: list[Access]
    awaited: set[int]


class AwaitingLoops:
    """The iterations of `while` loops of one traced execution.

    Args:
        tracer: has the accesses so far.

    Attributes:
        slept: a thread is, or was, kept back whose loop sleeps or has time-outs.
    """

    __slots__ = ("_begun", "_tracer", "slept")

    def __init__(self, tracer: TracedAccesses) -> None:
        self._tracer = tracer
        self._begun: dict[tuple[int, int], tuple[State, int]] = {}
        """By thread and loop: the thread's state when its present iteration began, and the accesses before it."""
        self.slept = False

    @property
    def keeps_any(self) -> bool:
        """Whether any thread is perhaps kept back now."""
        return bool(self._tracer.awaited)

    def lap(self, thread: Thread) -> None:
        """Note an iteration of a `for` loop, which advances an iterator that no state shows."""
        for key in [key for key in self._begun if key[0] == thread.number]:
            del self._begun[key]

    def iteration(self, thread: Thread, loop: int, frame: FrameType | None) -> None:
        """Note that a thread begins an iteration, and keep it back if the last one has changed nothing."""
        state = _state(thread, frame)
        key = thread.number, loop
        before = self._begun.get(key)
        if before is not None and state == before[0]:
            self._keep_back(thread, before[1])
        self._begun[key] = state, len(self._tracer.accesses)

    def _keep_back(self, thread: Thread, begun: int) -> None:
        """Keep a thread back if all that it has read is unchanged, and what it has done leaves no trace.

        Args:
            thread: the thread.
            begun: how many accesses came before its iteration.
        """
        accesses = self._tracer.accesses[begun:]
        own = [(kind, location) for number, _, kind, location in accesses if number == thread.number]
        read = {location for kind, location in own if kind in (READ, TRY) and location != MOMENT}
        if not read or not self._traceless(own):
            return
        if any(
            number != thread.number and kind in CHANGING and location in read for number, _, kind, location in accesses
        ):
            return
        self._judge(sleeps=any(location == MOMENT for _, location in own))
        thread.awaits = frozenset(read)
        self._tracer.awaited |= read

    def _judge(self, *, sleeps: bool) -> None:
        """Note what keeps the search from being exhaustive: a loop that polls may be a failure by itself."""
        scheduler = self._tracer.scheduler
        self.slept = self.slept or sleeps
        if self.slept and any(one.told_time for one in scheduler.threads):
            scheduler.omit("a reading of the clock while a loop sleeps")
        if scheduler.rules.no_sleep() if sleeps else not scheduler.rules.may_spin:
            scheduler.omit("a loop that polls")

    def _traceless(self, own: list[tuple[str, int]]) -> bool:
        """True when a thread's accesses, each a kind and a location, are reads, and acquires of locks it has freed."""
        if not all(kind in HARMLESS for kind, _ in own):
            return False
        taken = Counter(location for kind, location in own if kind == ACQUIRE)
        freed = Counter(location for kind, location in own if kind == FREE)
        return taken == freed and (not taken or not self._tracer.scheduler.release_points)


def _state(thread: Thread, frame: FrameType | None) -> State:
    """Return all that a thread's next steps depend on besides shared state: where it is, and its local variables.

    An object counts by its identity, and is not kept alive. The frames in which a thread has called its ``run()`` are
    left out, because they stay as they are until that returns.
    """
    state: State = [thread.told_time]
    while frame is not None:
        code = frame.f_code
        if code.co_name == "_bootstrap_inner" and code.co_filename == threading.__file__:
            break
        state += (code, frame.f_lasti)
        for name, value in frame.f_locals.items():
            kind = type(value)
            state += (name, kind, value) if kind in SCALARS else (name, id(value))
        frame = frame.f_back
    return state
