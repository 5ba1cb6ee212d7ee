"""Facts about threads that wait or run forever: deadlocks, lost wake-ups, livelocks, busy waits, starvation, leaks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..trace import LastNotify, Place, UnreleasedLock


@dataclass(frozen=True, slots=True)
class ThreadAt:
    """A thread and the line of the program that it is at."""

    thread: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Wait:
    """A thread that waits.

    Attributes:
        thread: its name.
        label: what it waits for.
        place: the line at which it waits.
        notify: the last ``notify()`` on what it waits for, or None.
    """

    thread: str
    label: str
    place: Place | None
    notify: LastNotify | None = None


class Through(StrEnum):
    """The kind of thing that a wait-for edge goes through."""

    LOCK = "lock"
    """The next thread holds the lock."""
    JOIN = "join"
    """The next thread must end."""
    SIGNAL = "signal"
    """The next thread would send the signal, if it did not wait itself."""
    PERMIT = "permit"
    """The next thread holds the permit of a semaphore, or a lock and a signal are both involved."""


@dataclass(frozen=True, slots=True)
class CycleEdge:
    """A wait-for edge: the thread waits for something that only the next thread of the cycle can provide."""

    thread: str
    label: str
    through: Through
    place: Place | None


@dataclass(frozen=True, slots=True)
class DeadlockCycle:
    """Threads that wait for each other in a cycle; one edge is a thread that waits for itself.

    Attributes:
        edges: in the order of the cycle; the last thread waits for the first.
    """

    edges: tuple[CycleEdge, ...]


@dataclass(frozen=True, slots=True)
class AbandonedLock:
    """A thread waits for a lock that was left behind: its owner, or the call that acquired it, did not release it.

    Attributes:
        thread: the thread that waits.
        label: of the lock.
        owner: the thread that acquired it; it may be the one that waits.
        place: the line at which the thread waits.
        ended: the owner has ended, and not only its call.
        lock: the call that left it behind, if it is known.
        cycle: the edges of the wait-for cycle that the wait is part of, if there is one.
    """

    thread: str
    label: str
    owner: str
    place: Place | None
    ended: bool = True
    lock: UnreleasedLock | None = None
    cycle: tuple[CycleEdge, ...] = ()


@dataclass(frozen=True, slots=True)
class LostWakeup:
    """Threads wait for signals that no thread will send.

    Attributes:
        first: the wait to report first.
        others: the other threads that wait for signals.
        waits: all waits for signals, in the order of the threads.
    """

    first: Wait
    others: tuple[str, ...]
    waits: tuple[Wait, ...]


@dataclass(frozen=True, slots=True)
class Livelock:
    """Threads that run on under fair scheduling without progress.

    Attributes:
        loops: each of them, and the line of its loop.
    """

    loops: tuple[ThreadAt, ...]


@dataclass(frozen=True, slots=True)
class RunsForever:
    """A program that is written to run forever, so that no schedule of it can be judged to its end.

    Attributes:
        loops: the threads that loop without an exit, and the line of each.
        steps: the steps after which the execution was stopped.
    """

    loops: tuple[ThreadAt, ...]
    steps: int


@dataclass(frozen=True, slots=True)
class BusyWait:
    """A thread polls shared state in a loop."""

    thread: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Starvation:
    """A call that never ends, while other threads begin and end calls forever.

    Attributes:
        thread: whose call it is.
        place: the line at which it waits.
        bypasses: how often each other thread began and ended a call meanwhile; only those that did.
        repetitions: of the part that repeats, as far as it was run.
        steps: of one repetition.
    """

    thread: str
    place: Place | None
    bypasses: tuple[tuple[str, int], ...]
    repetitions: int
    steps: int


@dataclass(frozen=True, slots=True)
class LeakedThread:
    """A thread started by the code under test outlives the test."""

    thread: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class LeakedLocks:
    """Locks and permits that threads acquired and had not released when they ended."""

    locks: tuple[UnreleasedLock, ...]
