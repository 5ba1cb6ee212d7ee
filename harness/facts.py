"""The facts of each kind of finding: what is wrong with an execution, as data and not yet as a sentence.

A check answers with facts, and ``harness.report.sentences`` is the only place where they become English. Facts are
plain and frozen, so they can be compared, sent between processes and asserted in tests. Text in them is text of the
program: names of threads and objects, ``repr`` of values, messages of exceptions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import get_args

from harness.trace import CallHistory, LastNotify, Place, UnreleasedLock


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


# -- an execution that is blocked ----------------------------------------------------------------------------


class Through(StrEnum):
    """What a wait-for edge goes through."""

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
    """A thread waits for a lock whose owner ended without releasing it."""

    thread: str
    label: str
    owner: str
    place: Place | None


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


# -- an execution that does not end ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Livelock:
    """Threads that run on under fair scheduling without progress.

    Attributes:
        loops: each of them, and the line of its loop.
    """

    loops: tuple[ThreadAt, ...]


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


class Doing(StrEnum):
    """What a thread of a hanging run does."""

    SLEEPS = "sleeps"
    WAITS = "waits"
    OUTSIDE = "outside"
    """It is in a call that the harness does not control."""


@dataclass(frozen=True, slots=True)
class Hang:
    """A run on real threads that did not end in time, for no reason that the harness can name.

    Attributes:
        doing: what the first of the stopped threads does.
        stopped: threads that have stopped, the most telling first.
        running: threads that still run.
        waits: threads that wait for others.
    """

    doing: Doing
    stopped: tuple[ThreadAt, ...]
    running: tuple[ThreadAt, ...] = ()
    waits: tuple[Wait, ...] = ()


# -- what is left behind ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LeakedThread:
    """A thread started by the code under test outlives the test."""

    thread: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class LeakedLocks:
    """Locks and permits that threads acquired and had not released when they ended."""

    locks: tuple[UnreleasedLock, ...]


# -- accesses and results --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RaceAccess:
    """One of the two accesses of a data race.

    Attributes:
        thread: its name.
        writes: the access is a write.
        label: the field, variable or container; "" if it has no name that a learner knows.
        step: number of the event in the trace.
        place: its line.
        locks: labels of the locks that the thread holds meanwhile; "" for a lock without a known name.
    """

    thread: str
    writes: bool
    label: str
    step: int
    place: Place | None
    locks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataRace:
    """Two accesses to one location by different threads, one of them a write, that nothing orders.

    Attributes:
        container: the location is a whole list, dict, set, deque or iterator.
    """

    first: RaceAccess
    second: RaceAccess
    container: bool


@dataclass(frozen=True, slots=True)
class NotLinearizable:
    """No order of the calls, one at a time, explains what they returned."""

    history: CallHistory


@dataclass(frozen=True, slots=True)
class Overserialized:
    """Something that the contract wants to be possible happens in no schedule.

    Attributes:
        what: in the contract's words.
        schedules: tried.
        directed: of those, how many were chosen to make it happen.
    """

    what: str
    schedules: int
    directed: int


# -- exceptions -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FailedAssertion:
    """An assertion failed.

    Attributes:
        text: its message, or else its source; "" if neither is known.
    """

    thread: str
    text: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class UncaughtException:
    """An exception reached the top of a thread.

    Attributes:
        error: name of its class.
        text: its message, or "".
    """

    thread: str
    error: str
    text: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class ExitCall:
    """A thread called a function that ends the process, such as ``sys.exit(1)``."""

    thread: str
    call: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class NotImplementedYet:
    """A method still raises NotImplementedError; ``method`` is its name, or "" if it is not known."""

    method: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class NotBegun:
    """The file of the kata is still the stub."""

    kata: str


@dataclass(frozen=True, slots=True)
class LoadFailure:
    """The program cannot be loaded or simulated; ``text`` is the exception's own message, which has the line."""

    text: str


@dataclass(frozen=True, slots=True)
class ForbiddenUse:
    """The program uses a module, primitive or method that its contract forbids; ``text`` is the exception's message."""

    text: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class OutputLimit:
    """The program printed more than a person could read; ``text`` is the exception's message."""

    text: str
    place: Place | None


# -- executions that cannot be compared, and processes -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LoggedStep:
    """One step of an execution log: which thread did what to which field or variable."""

    thread: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class TwoExecutions:
    """One schedule, run twice, gave two executions.

    Attributes:
        step: the first that differs, from 1.
        first: what happened at it in the first run; None if the run had ended.
        second: the same of the second run.
    """

    step: int
    first: LoggedStep | None
    second: LoggedStep | None


@dataclass(frozen=True, slots=True)
class VanishedFailure:
    """A failing schedule did not fail when it was run again."""


@dataclass(frozen=True, slots=True)
class BlockedOutside:
    """A worker's main thread makes no step any more."""

    place: Place | None


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """The code was stopped because its time was up.

    Attributes:
        file: name of the file.
        seconds: that it may take.
        of_test: the limit is that of the test, and not of the clause.
    """

    file: str
    seconds: float
    of_test: bool = False


@dataclass(frozen=True, slots=True)
class MemoryLimit:
    """The code used more memory than it may."""

    file: str
    megabytes: int


@dataclass(frozen=True, slots=True)
class DeadWorker:
    """The process in which the code ran has ended."""

    file: str
    code: int | None


@dataclass(frozen=True, slots=True)
class ForgedMessage:
    """The code wrote to the pipe of the worker."""

    file: str


@dataclass(frozen=True, slots=True)
class ForbiddenConstruct:
    """The text of the file has a construct that no kata may have.

    Attributes:
        what: the construct.
        why: the reason, as the end of a sentence.
    """

    what: str
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class ForbiddenAct:
    """The code did something to the process that no kata may do.

    Attributes:
        file: name of the file.
        act: as the end of a sentence that begins with the file.
        place: the line, if it is known.
    """

    file: str
    act: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class ChangedHarness:
    """The code replaced something that the harness runs on; ``what`` names it."""

    file: str
    what: str


Facts = (
    DeadlockCycle
    | AbandonedLock
    | LostWakeup
    | Livelock
    | BusyWait
    | Starvation
    | Hang
    | LeakedThread
    | LeakedLocks
    | DataRace
    | NotLinearizable
    | Overserialized
    | FailedAssertion
    | UncaughtException
    | ExitCall
    | NotImplementedYet
    | NotBegun
    | LoadFailure
    | ForbiddenUse
    | OutputLimit
    | TwoExecutions
    | VanishedFailure
    | BlockedOutside
    | TimeLimit
    | MemoryLimit
    | DeadWorker
    | ForgedMessage
    | ForbiddenConstruct
    | ForbiddenAct
    | ChangedHarness
)
"""The facts of a finding, of one kind or another."""

KINDS: Mapping[str, type[Facts]] = MappingProxyType({kind.__name__: kind for kind in get_args(Facts)})
"""Every kind of facts by its name, to send facts from one process to another."""
