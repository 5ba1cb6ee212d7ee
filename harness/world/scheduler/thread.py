"""A simulated thread, its state and its pending operation, and the interface of what chooses among threads."""

from __future__ import annotations

import sys
from array import array
from collections import deque
from collections.abc import Callable
from enum import Enum
from io import BytesIO, StringIO
from operator import attrgetter
from types import FrameType
from typing import Any, Protocol, TypeVar

from ...common.kinds import has, held_by
from ...trace import CHOOSE, FAIL, NOTIFY, START, Choice, Fault, Place
from ..coroutines import Coroutine, current_coroutine


class ThreadState(Enum):
    """The states of a simulated thread."""

    RUNNABLE = "runnable"
    """True when the thread can be chosen, or is running."""
    BLOCKED = "blocked"
    """It waits, and cannot be chosen until another thread or the clock makes it runnable."""
    DONE = "done"
    """True when the thread has ended."""


# read at every scheduling point, and a member of an Enum is slow to look up through its class
RUNNABLE, BLOCKED, DONE = ThreadState.RUNNABLE, ThreadState.BLOCKED, ThreadState.DONE


class Operation:
    """The pending operation of a thread: what it will do when it is chosen next.

    Each thread has one such record, which is overwritten at each scheduling point: making a new one would cost a
    third of the point.

    Attributes:
        kind: a kind of ``harness.trace``.
        obj: the object it is about. None while the thread runs, so that nothing the program has dropped is kept alive.
        field: the object's field, or None.
    """

    __slots__ = ("field", "kind", "obj")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.obj: Any = None
        self.field: str | None = None


NOTHING: frozenset[int] = frozenset()
BY_NUMBER = attrgetter("number")
"""A key that puts threads in the order in which they were started."""
CONTAINERS = (list, dict, set, bytearray, deque, array, StringIO, BytesIO)
"""Types whose operations call special methods of the program while they work."""


class Thread:
    """A simulated thread.

    Attributes:
        number: 0 for the main thread, then in order of starting.
        choice: the same number, as an entry of the schedule.
        ident: what ``threading.get_ident()`` returns.
        object: its ``threading.Thread``, until it ends, so that what that holds is not kept alive.
        title: its name when it ended, "" before.
        suffix: tells it apart from another thread of the same name; "" if there is none.
        ours: started by the program, not by the code under test that the program calls; final once it has ended.
        target: the function that it will run, with its arguments and keyword arguments; None once it runs.
        home: where it was started; known only while an execution is recorded.
        end_lock: the lock that is free once the thread has ended.
        operation: its pending operation.
        pending: the locks that it waits for.
        call: kind and object of the operation of ``threading`` that it is inside of.
        condition: the lock of the condition on which it waits.
        waiter: the waiter lock of that condition.
        fused: the lock that it is acquiring again after a wake-up, as part of the same operation.
        ops: how many operations it has performed.
        position: its instructions in the program, and how many operations it had performed there.
        loop, rounds: the loop it is in, and how many iterations of it in a row it has run.
        accesses: those of its last operation to containers, if the program has methods that operations of C call.
        laps: iterations of the `for` loop that it is in, in all.
        ops_before: its operations when it began its present iterations.
        loop_sight: a hash of what its loop depended on when it last spun.
        writes, polled: its writes and its other operations in that loop.
        seen, quiet: the progress of all threads when it began its present loop, and when that loop last found
            nothing new.
        acquired: how many locks it has acquired.
        acquired_at_timeout: what ``acquired`` was when a timed acquire last ended without the lock.
        timeouts: how many waits in a row ended by their timeout.
        spun: it has been reported as a spinning thread.
        yielded: it has yielded, and not every other candidate has since.
        awaits: the locations of which one must change before the thread, which is in a loop that waits, continues.
        told_time: how often it has read the clock.
    """

    __slots__ = (
        "accesses",
        "acquired",
        "acquired_at_timeout",
        "awaits",
        "call",
        "choice",
        "condition",
        "coroutine",
        "daemon",
        "deadline",
        "early",
        "end_lock",
        "fused",
        "home",
        "ident",
        "laps",
        "limit",
        "loop",
        "loop_sight",
        "number",
        "object",
        "operation",
        "ops",
        "ops_before",
        "ours",
        "pending",
        "polled",
        "position",
        "quiet",
        "rounds",
        "seen",
        "spun",
        "state",
        "suffix",
        "target",
        "timed_out",
        "timeouts",
        "title",
        "told_time",
        "waiter",
        "writes",
        "yielded",
    )  # fmt: skip
    decides = False

    def __init__(self, number: int, ident: int) -> None:
        self.number = self.choice = number
        self.ident = ident
        self.coroutine: Coroutine | None = None
        self.state = RUNNABLE
        self.operation = Operation(START)
        self.object: Any = None
        self.title = self.suffix = ""
        self.ours = number == 0
        self.target: tuple[Callable[..., object], tuple[Any, ...], dict[str, Any]] | None = None
        self.home: Place | None = None
        self.end_lock: Any = None
        self.daemon = False
        self.deadline: float | None = None
        self.limit = 0.0
        self.early = 0
        self.timed_out = False
        self.timeouts = 0
        self.pending: list[Any] = []
        self.call: tuple[str, Any] | None = None
        self.condition: Any = None
        self.waiter: Any = None
        self.fused: Any = None
        self.ops = 0
        self.position: tuple[int, tuple[int, ...]] = (-1, ())
        self.loop = 0
        self.rounds = 0
        self.laps = 0
        self.accesses: list[tuple[str, Any]] = []
        self.ops_before = 0
        self.loop_sight = -1
        self.writes = 0
        self.polled = 0
        self.seen = self.quiet = -1
        self.acquired = self.acquired_at_timeout = 0
        self.spun = False
        self.yielded = False
        self.awaits = NOTHING
        self.told_time = 0

    @property
    def name(self) -> str:
        """The name the program gave it."""
        if self.number == 0:
            return "main"
        return self.title or str(held_by(self.object, "_name") or f"thread-{self.number}") + self.suffix

    @property
    def runnable(self) -> bool:
        """True when the thread can be chosen, or is running."""
        return self.state is RUNNABLE

    @property
    def done(self) -> bool:
        """True when the thread has ended."""
        return self.state is DONE

    @property
    def kind(self) -> str:
        """The kind of its pending operation."""
        return self.operation.kind

    @property
    def obj(self) -> Any:
        """The object of its pending operation."""
        return self.operation.obj

    @property
    def field(self) -> str | None:
        """The field of its pending operation."""
        return self.operation.field

    def suspended_frame(self) -> FrameType | None:
        """Return its innermost frame while it is suspended; None while it runs, and once it has ended."""
        return None if self.coroutine is None else self.coroutine.gr_frame

    def innermost_frame(self) -> FrameType | None:
        """Return its innermost frame, whether it runs or is suspended; None once it has ended."""
        return sys._getframe() if self.coroutine is current_coroutine() else self.suspended_frame()

    def is_ours(self) -> bool:
        """True when the program itself started it, and not code under test that the program calls."""
        return self.ours or has(self.object, "_kata_ours")


class GuardHeld(Exception):
    """An error: code that looks at the program's state between two of its steps would have to wait for a lock."""


class InputValue:
    """The choice of an input: one of the options of ``choice()``.

    Attributes:
        choice, number: the number of the option, from 0.
    """

    __slots__ = ("choice", "fused", "number", "operation", "ops")
    decides = True

    def __init__(self, number: int, option: Any, thread: Thread) -> None:
        self.choice: Choice = number
        self.number = number
        self.operation = Operation(CHOOSE)
        self.operation.obj = option
        self.ops = thread.ops
        self.fused = None


class InjectedFault:
    """The choice that a callback raises where a thread calls it, an alternative to the thread itself.

    Attributes:
        choice: its entry in the schedule.
        number: the number of the thread that called the callback.
    """

    __slots__ = ("choice", "fused", "number", "operation", "ops")
    decides = True

    def __init__(self, thread: Thread) -> None:
        self.number = thread.number
        self.choice: Choice = Fault(thread.number)
        self.operation = Operation(FAIL)
        self.ops = thread.ops
        self.fused = None


class WakeUp:
    """The choice of a waiter that ``Condition.notify`` wakes, or of the notifying thread: it wakes no further one.

    Attributes:
        choice, number: the number of the waiter, or of the notifying thread.
    """

    __slots__ = ("choice", "fused", "number", "operation", "ops")
    decides = True

    def __init__(self, thread: Thread) -> None:
        self.choice: Choice = thread.number
        self.number = thread.number
        self.operation = Operation(NOTIFY)
        self.ops = thread.ops
        self.fused = None


Candidate = TypeVar("Candidate", bound="Thread | InjectedFault | InputValue | WakeUp")


class Chooser(Protocol):
    """The chooser of an execution: every strategy is one (see ``harness/strategies/protocol.py``)."""

    def choose(self, current: Candidate | None, runnable: list[Candidate], extras: list[Candidate]) -> Candidate:
        """Return the thread to run next: one of ``runnable`` or ``extras``.

        Args:
            current: the thread that has been running, if it is one of ``runnable``; else None.
            runnable: the threads that can run, in a deterministic order; never empty.
            extras: the thread that times out next, which stands for the clock; further waiters of a condition that
                could wake; or the fault of a callback.
        """
