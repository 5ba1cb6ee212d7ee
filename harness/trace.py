"""The vocabulary of the house: operations, events, schedules, traces, findings. No behaviour.

One record feeds everything. A pending operation is (kind, object, field); an execution leaves a
list of them. Strategies, checks and reports read that record and keep no books of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from harness.verdict import Verdict

READ = "read"
WRITE = "write"
ACQUIRE = "acquire"
TRY = "try"
RELEASE = "release"
WAIT = "wait"
WAKE = "wake"
NOTIFY = "notify"
START = "start"
JOIN = "join"
END = "end"
SLEEP = "sleep"
SETTLE = "settle"
EXPIRE = "expire"
FAIL = "fail"

FREE = "free"
"""A lock is let go of: an edge to the next acquire, and no access."""
TOOK = "took"
"""A try finds the lock free: as good as an acquire, but it does not wait for the release before it."""
CROSSED = "crossed"
"""A thread releases what another has acquired, which it could have tried before."""
EDGE = "edge"
"""The thread goes on because of another's doing."""
JOINED = "joined"
"""The thread goes on after another has ended."""
GAVE = "gave"
"""The thread leaves something for others to get, a permit or that an event is on; the location is a number for that."""
GOT = "got"
"""The thread goes on with what another gave."""
NUDGED = -2
"""The node of an EDGE that only lets a thread look again: what it then gets is told by GOT."""


class Access(NamedTuple):
    """One access of an execution traced for a search, or one edge.

    Attributes:
        thread: number of the thread.
        node: number of the choice that led to it, with all that its thread did before it came to another point;
            a negative number, another for each such step, where there was no choice.
        kind: READ or WRITE of a location, ACQUIRE, TRY (in vain), TOOK, CROSSED or RELEASE of a lock; START, END,
            FREE, EDGE, JOINED.
        location: number of the location or the lock; of a thread, for START, END, EDGE and JOINED.
    """

    thread: int
    node: int
    kind: str
    location: int


class AccessRecord(NamedTuple):
    """What was told of one recorded execution besides its trace.

    Attributes:
        accesses: in the order in which they happened.
        steps: of each access, the step of the event that it is part of.
        primitives: locations that are no data: semaphores, events, barriers, fields of thread-locals.
        containers: locations that are a whole list, dict, set, deque or iterator, and not one field or variable.
    """

    accesses: Sequence[Access]
    steps: Sequence[int]
    primitives: Collection[int] = frozenset()
    containers: Collection[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the code under test."""

    file: str
    line: int
    function: str = ""


class TryOutcome(StrEnum):
    """What a non-blocking acquire, or a call of ``locked()``, finds."""

    FREE = "free"
    TAKEN = "in vain"


@dataclass(slots=True)
class Event:
    """One executed operation of a recorded execution.

    Attributes:
        step: number of the operation in its execution, from 1.
        thread: the thread's name.
        kind: one of the operation kinds above.
        label: the object in the learner's words, such as ``forks[0]`` or ``count``.
        value: what was read or written, shortened; None where that means nothing.
        place: the learner's line, or None when no learner frame was running.
        preemption: the thread before this one could have gone on.
        why: of a WAIT, the kind of the operation that blocks; else "".
        outcome: of a TRY, what it finds.
        waiters: of a NOTIFY, the number of threads that wait on the condition.
        object_class: of a READ or WRITE, the class of the value where the value is an object with no text of its own,
            such as a lock; of a container, the class of its first such item; else "".
    """

    step: int
    thread: str
    kind: str
    label: str
    value: str | None = None
    place: Place | None = None
    preemption: bool = False
    why: str = ""
    outcome: TryOutcome | None = None
    waiters: int | None = None
    object_class: str = ""


@dataclass(slots=True)
class BlockedThread:
    """A thread that cannot go on when an execution ends.

    Attributes:
        holders: names of the threads that hold what it waits for.
        gone: names of those holders that have already ended.
        gives: names of the threads that would give it what it waits for, if they got what they
            themselves wait for (found by going on from the blocked state as if they had).
        note: the last signal it could have had, in a sentence, or "".
    """

    thread: str
    kind: str
    label: str
    place: Place | None
    holders: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    gives: list[str] = field(default_factory=list)
    note: str = ""
    owned: bool = False
    """It waits for a lock, which has an owner, and not for a signal."""
    daemon: bool = False
    ours: bool = True
    """Started by the program explored, not by code that it calls; the main thread counts."""
    holds: list[str] = field(default_factory=list)
    """Labels of what it holds meanwhile."""


@dataclass(frozen=True, slots=True)
class UnreleasedLock:
    """A lock or a permit that a call took and did not give back, when all threads have ended.

    Attributes:
        label: of the lock or semaphore.
        thread: who took it.
        place: where.
    """

    label: str
    thread: str
    place: Place | None


@dataclass(slots=True)
class ThreadException:
    """An exception that reached the top of a thread."""

    thread: str
    kind: str
    """Name of the exception's class."""
    message: str
    place: Place | None
    source: str = ""
    assertion: bool = False
    verdict: Verdict = Verdict.WRONG
    """What a check that raised through the learner's code has already decided."""
    evidence: tuple[str, ...] = ()
    """What the exception itself brings to show it."""


@dataclass(slots=True)
class SpinLoop:
    """A thread that goes round a loop without blocking."""

    thread: str
    place: Place | None
    polls: bool
    """The loop reads shared state or tries locks."""
    writes: bool
    """The loop changes shared state, or takes and gives back locks."""


@dataclass(slots=True)
class StarvedCall:
    """A call that does not end, while others begin and end for ever.

    Attributes:
        thread: whose call it is.
        place: where it stands.
        passed: how often each other thread began and ended a call meanwhile.
        times: rounds of the part that repeats.
        steps: of one round.
    """

    thread: str
    place: Place | None
    passed: list[tuple[str, int]]
    times: int
    steps: int


@dataclass(slots=True)
class Trace:
    """Everything one execution left behind.

    Attributes:
        ending: "done", "failed", "blocked", "cut" (stopped on purpose), "endless" (it still runs after the step
            bound, under fair scheduling), or "diverged" (it did not follow the schedule it was given).
        choices: the schedule: the thread chosen at each point that had a choice, by number.
        switches: the schedule as deviations from running on: (choice number, thread number).
        endless: the threads that still ran at the step bound.
        spun: the threads that polled while others could have run, in a run that ended.
        settling: somebody was waiting for all others to rest when the run was cut.
    """

    ending: str
    threads: list[str]
    steps: int
    choices: list[int]
    events: list[Event] = field(default_factory=list)
    waiting: list[BlockedThread] = field(default_factory=list)
    failure: ThreadException | None = None
    endless: list[SpinLoop] = field(default_factory=list)
    spun: list[SpinLoop] = field(default_factory=list)
    left: list[BlockedThread] = field(default_factory=list)
    """Threads started by the code under test that were still alive when the test ended."""
    kept: list[UnreleasedLock] = field(default_factory=list)
    """What threads that have ended took and owe."""
    settling: bool = False
    starved: StarvedCall | None = None
    may_spin: bool = False
    """Waiting by looking again and again is right here, so that only who never advances is at fault."""
    preemptions: int = 0
    fewest: bool = field(default=False, compare=False)
    """It is proved that no schedule with fewer preemptions fails so."""
    switches: list[tuple[int, int]] = field(default_factory=list)
    divergence: str = ""
