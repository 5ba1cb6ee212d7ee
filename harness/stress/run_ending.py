"""The end of a run that does not end by itself: decided by what its threads do, and not by the time alone."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

from ..common.kinds import is_a
from .thread import RealThread
from .thread_registry import ThreadRegistry

WINDOW = 0.5
"""Seconds after which a thread that does not move when a run's time is up counts as blocked."""
GLIMPSE = 0.05
"""Seconds for which a running thread is watched: one that polls a semaphore sometimes waits for the lock inside it."""
UNCHANGED, LOOKS = 0.7, 1_000
"""Seconds, and loop iterations of each thread that runs, without a change after which no change can come any more."""
PLAIN = (int, float, str, bytes, type(None))


@dataclass
class RunEnding:
    """The end of a run, as seen while its threads were still where they stopped.

    Attributes:
        ending: "done", "failed", "blocked" or "late".
        waiting: the threads that wait in watched locks, if the run is blocked or done.
        running: late: the threads that still pass points, and whether they change anything.
        outside: late: the threads that are blocked where the harness cannot see why.
    """

    ending: str
    waiting: list[RealThread] = field(default_factory=list)
    running: list[tuple[RealThread, bool]] = field(default_factory=list)
    outside: list[RealThread] = field(default_factory=list)


class UnchangingThreads:
    """Tells when a run cannot end any more, because every thread waits forever or only reads.

    This is not guessed from time alone: every thread that runs has read a thousand times what no thread has changed,
    with the same values in its own variables. Where a thread sleeps, reads the clock, or acquires and releases locks, a
    change may still come.
    """

    def __init__(self, registry: ThreadRegistry) -> None:
        self._registry = registry
        self._state: object = None
        self._since = 0.0
        self._began: dict[RealThread, tuple[int, int]] = {}
        self._variables: object = None

    def certain(self) -> bool:
        """True when nothing has changed for long, and all threads that run have read."""
        registry, live = self._registry, self._registry.live()
        state = [(thread, thread.writes, thread.acquisitions, thread.signals) for thread in live]
        if (state, registry.clock.readings) != self._state:
            self._state, self._since = (state, registry.clock.readings), time.monotonic()
            self._began = {thread: (thread.iterations, thread.points) for thread in live}
            self._variables = None
            return False
        if time.monotonic() - self._since < UNCHANGED or registry.has_unregistered():
            return False
        if any(thread.foreign and not thread.ended for thread in registry.threads):
            return False
        if not all(self._only_reads(thread) or _waits_forever(thread) for thread in live):
            return False
        before, self._variables = self._variables, self._local_variables(live)
        return before == self._variables

    def _local_variables(self, live: list[RealThread]) -> list[list[object]]:
        """Return the local variables of the program's calls: numbers and texts by value, all else by identity."""
        frames, variables = sys._current_frames(), []
        for thread in live:
            frame, found = frames.get(thread.ident), list[object]()
            while frame is not None:
                if frame.f_code.co_filename in self._registry.files:
                    found += [one if is_a(one, PLAIN) else id(one) for one in list(frame.f_locals.values())]
                frame = frame.f_back
            variables.append(found)
        return variables

    def _only_reads(self, thread: RealThread) -> bool:
        before, points = self._began[thread]
        iterations = thread.iterations - before
        return iterations >= LOOKS and thread.points - points >= 2 * iterations  # an iteration is a point by itself


def _waits_forever(thread: RealThread) -> bool:
    lock = thread.waiting
    if not thread.wait_parity & 1 or thread.settling:  # settling ends by itself when it is given the time
        return False
    return lock is not None and lock.owner is not None and thread.deadline is None


class LateThreads:
    """The threads of a run whose time is up: which of them run, which wait, and which do neither."""

    def __init__(self, registry: ThreadRegistry) -> None:
        self._from, self._until = time.monotonic() + GLIMPSE, time.monotonic() + WINDOW
        self._before = {thread: (thread.wait_parity, thread.points, thread.writes) for thread in registry.live()}

    def certain(self) -> bool:
        """True when every thread has moved or waits, or has had the time to."""
        now = time.monotonic()
        return now > self._from and (not self.ending().outside or now > self._until)

    def ending(self) -> RunEnding:
        """Return what each thread does, as far as is known by now."""
        ending = RunEnding("late")
        for thread, (parity, points, writes) in self._before.items():
            if thread.returned or thread.settling:
                continue
            if (thread.wait_parity, thread.points) != (parity, points):
                ending.running.append((thread, thread.writes != writes))
            elif thread.waiting is None:
                ending.outside.append(thread)
            else:
                ending.waiting.append(thread)
        return ending
