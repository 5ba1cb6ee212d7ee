"""The vocabulary of an execution: operations, accesses, events, blocked threads and traces. No behaviour.

Strategies, checks and reports all read one record of an execution and keep none of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from .anchor import Anchor
from .common.call_history import CallHistory
from .verdict import Verdict

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
CHOOSE = "choose"

FREE = "free"
"""A lock becomes free: a happens-before edge to its next acquire, and no access."""
TOOK = "took"
"""A successful non-blocking acquire: as an ACQUIRE, except that it does not wait for the release before it."""
CROSSED = "crossed"
"""A thread releases a lock that another thread acquired; it could have tried to do so earlier."""
EDGE = "edge"
"""A happens-before edge to this thread from the thread that unblocked it."""
JOINED = "joined"
"""As an EDGE, from the end of the thread that this one has joined."""
HASTENS = "hastens"
"""An access to the time by what changes which deadline comes next: as a READ of it, but not in each schedule of an
equivalence class, since it depends on which threads have begun to wait already."""
DUE = "due"
"""As an EDGE, from the clock, which has reached the deadline of this thread's wait."""
FORESTALLED = "forestalled"
"""The last access of this thread has ended a wait with a deadline; that thread, or the clock, could have ended it."""
GAVE = "gave"
"""The release side of a happens-before edge of a semaphore, event or barrier; the location is the edge's number."""
GOT = "got"
"""The acquire side of a happens-before edge that begins with the GAVE of the same location."""
NUDGED = -2
"""The node of a wake-up EDGE without happens-before: the ordering comes from the GOT that follows."""

CLOCK = -1
"""The number of the clock as a thread: it takes the step that moves the time to the next deadline."""
MOMENT = -1
"""The location of the time, and of which deadline comes next; the same in all executions."""
STATE = -2
"""The location of all that an invariant of the program may depend on."""
OF_STATE = frozenset({ACQUIRE, NOTIFY, RELEASE, TRY, WAIT, WAKE, WRITE})
"""Kinds of operations that change data, or who holds a lock: all that may change what an invariant sees."""
TIME = "the time"
"""The object of an operation that reads the clock, or begins a wait with a deadline."""


Access = tuple[int, int, str, int]
"""One access or one happens-before edge of an execution traced for a search: thread, node, kind and location.

It is a plain tuple, because hundreds are made and unpacked for each schedule, and one with names takes several times as
long.

- The thread: its number, or CLOCK.
- The node: number of the choice that led to the access. All accesses that a thread makes up to its next scheduling
  point have the same node; a step without a choice has a negative number of its own.
- The kind: READ or WRITE of a location; ACQUIRE, TRY (unsuccessful), TOOK, CROSSED or RELEASE of a lock; START, END,
  FREE, EDGE, JOINED, DUE or FORESTALLED.
- The location: number of the location or the lock; for START, END, EDGE, JOINED, DUE and FORESTALLED, of the other
  thread.
"""


Site = tuple[str, int, int]
"""An instruction of the program: the name of its function, and the line and the column where it begins."""
AbstractEvent = tuple[str, int, int, str]
"""An instruction and the kind of what it does: the same in all executions, and in all threads that run it."""
INITIAL: AbstractEvent = ("", 0, 0, WRITE)
"""Stands for the write of the value that a location has at the start."""


class AccessRecord(NamedTuple):
    """The accesses of one recorded execution, for the race check.

    Attributes:
        accesses: in the order in which they happened.
        steps: of each access, the step of the event that it is part of.
        primitives: locations that are synchronisation state and not data: semaphores, events, barriers, waiters of
            conditions, fields of thread-locals.
        containers: locations that are a whole list, dict, set, deque or iterator, and not one field or variable.
    """

    accesses: Sequence[Access]
    steps: Sequence[int]
    primitives: Collection[int] = frozenset()
    containers: Collection[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Fault:
    """A choice that a callback of a thread raises: an injected fault.

    Attributes:
        thread: number of the thread that called the callback.
    """

    thread: int


Choice = int | Fault
"""An entry of a schedule: the number of the thread that was chosen, or an injected fault."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the code under test."""

    file: str
    line: int
    function: str = ""


class TryOutcome(StrEnum):
    """The state in which a non-blocking acquire, or a call of ``locked()``, finds a lock."""

    FREE = "free"
    TAKEN = "in vain"


@dataclass(slots=True)
class Event:
    """One executed operation of a recorded execution.

    Attributes:
        step: number of the operation in its execution, from 1.
        thread: the thread's name.
        kind: one of the operation kinds above.
        label: the learner's name of the object, such as ``forks[0]`` or ``count``.
        value: the value that was read or written, shortened; of a SLEEP its length, of a FAIL the exception's class;
            None where there is no such thing.
        place: the learner's line; None when no learner frame was running.
        preemption: the thread of the event before could have continued.
        why: of a WAIT, the kind of the operation that blocks; else "".
        outcome: of a TRY, what it finds.
        waiters: of a NOTIFY, the number of threads that wait on the condition.
        beyond: of a NOTIFY, the number of threads that wake although it was asked for fewer.
        refused: the operation raised an exception, and did nothing.
        object_class: of a READ or WRITE, the class of the value where the value is an object with no text of its own,
            such as a lock; of a container, the class of its first such item; else "".
        of_pool: of an operation inside a thread pool, the method that the program has called, and for ``submit`` the
            name of the function; else "".
        content: of a READ or WRITE of a whole container, the items that it has then, shortened; else None.
        owner: of a READ or WRITE of a field, the name of the object that has it; "" if none is known.
        object_number: of that object, or else of the operation's own, in this execution, from 1; 0 for a variable.
        early: of an EXPIRE, the time-out came although other threads could run.
        span: the part of the source that is executed: first line, last line, first and last column, the columns in
            bytes; None when no learner frame was running.
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
    beyond: int = 0
    refused: bool = False
    object_class: str = ""
    of_pool: str = ""
    content: str | None = None
    owner: str = ""
    object_number: int = 0
    early: bool = False
    span: tuple[int, int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class LastNotify:
    """The last ``notify()`` on a condition.

    Attributes:
        thread: which thread called it.
        step: number of its event.
        waiting: threads that were waiting then.
    """

    thread: str
    step: int
    waiting: int


class CallExit(StrEnum):
    """The way in which a call ended."""

    RETURN = "return"
    """By a ``return`` statement."""
    RAISE = "raise"
    """By an exception."""
    END = "end"
    """At the end of its function."""


@dataclass(frozen=True, slots=True)
class UnreleasedLock:
    """A lock or a permit that a call acquired and had not released when it ended.

    Attributes:
        label: of the lock or semaphore.
        thread: the thread that acquired it.
        place: the line that acquired it.
        left: the last line of the call that ran: that of the ``return`` or of what raised; None if it is not known.
        exit: how the call ended.
    """

    label: str
    thread: str
    place: Place | None
    left: Place | None = None
    exit: CallExit = CallExit.END


@dataclass(slots=True)
class BlockedThread:
    """A thread that is blocked when an execution ends.

    Attributes:
        holders: names of the threads that hold what it waits for and have not ended.
        gone: names of the threads that hold what it waits for and have ended.
        gives: names of the threads that would unblock it if their own waits succeeded, as a continuation shows.
        notify: the last ``notify()`` on what it waits for, or None.
    """

    thread: str
    kind: str
    label: str
    place: Place | None
    holders: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    gives: list[str] = field(default_factory=list)
    notify: LastNotify | None = None
    owned: bool = False
    """It waits for a lock, which has an owner, and not for a signal."""
    daemon: bool = False
    ours: bool = True
    """It was started by the explored program itself (as the main thread is), not by code that the program calls."""
    holds: list[str] = field(default_factory=list)
    """Labels of the locks that it holds while it waits."""
    left: UnreleasedLock | None = None
    """What it waits for was acquired by a call that has ended and has not released it: by which, and how it ended."""


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
    """The verdict; the exception itself decides it where a check raised it."""
    history: CallHistory | None = None
    """The calls that no order explains, if that is what the exception is about."""


@dataclass(slots=True)
class SpinLoop:
    """A thread that repeats a loop without blocking."""

    thread: str
    place: Place | None
    polls: bool
    """The loop reads shared state or tries locks."""
    writes: bool
    """The loop changes shared state, or acquires and releases locks."""


@dataclass(slots=True)
class StarvedCall:
    """A call that never ends, while other threads begin and end calls forever.

    Attributes:
        thread: the thread that makes the call.
        place: the line at which the call waits.
        passed: by thread, the number of calls that it began and ended meanwhile.
        times: number of repetitions of the cycle.
        steps: number of steps of one repetition.
    """

    thread: str
    place: Place | None
    passed: list[tuple[str, int]]
    times: int
    steps: int


@dataclass(slots=True)
class Trace:
    """The complete record of one execution.

    Attributes:
        ending: "done", "failed", "blocked", "cut" (stopped on purpose), "endless" (it still runs after the step
            bound, under fair scheduling), "forever" (it still runs, in loops that are written to run forever), or
            "diverged" (it did not follow the schedule it was given).
        choices: the schedule: the number of the thread chosen at each scheduling point that had a choice.
        switches: the schedule as differences from never switching: (choice number, thread number).
        anchors: of each of the switches, the point of the program at which it is made.
        endless: the threads that still ran at the step bound.
        spun: the threads that polled while others could have run, in an execution that ended.
        settling: some thread was waiting for quiescence when the execution was cut.
        unreleased: locks and permits that threads acquired and never released before they ended.
    """

    ending: str
    threads: list[str]
    steps: int
    choices: list[Choice]
    events: list[Event] = field(default_factory=list)
    waiting: list[BlockedThread] = field(default_factory=list)
    failure: ThreadException | None = None
    endless: list[SpinLoop] = field(default_factory=list)
    spun: list[SpinLoop] = field(default_factory=list)
    left: list[BlockedThread] = field(default_factory=list)
    """Threads started by the code under test that were still alive when the test ended."""
    unreleased: list[UnreleasedLock] = field(default_factory=list)
    settling: bool = False
    starved: StarvedCall | None = None
    may_spin: bool = False
    """Polling is right for this program, so that only a thread that never makes progress is at fault."""
    preemptions: int = 0
    fewest: bool = field(default=False, compare=False)
    """It is proved that no schedule with fewer preemptions fails in this way."""
    switches: list[tuple[int, Choice]] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    divergence: str = ""
