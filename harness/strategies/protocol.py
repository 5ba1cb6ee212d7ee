"""The interface of a strategy, what it may know of threads, and how strategies learn from the schedules they tried."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate
from random import Random
from typing import Any, Protocol, TypeGuard, TypeVar

from ..trace import AbstractEvent, Access, Choice

LENGTHS = 32
"""The most bits of the length of an execution."""


@dataclass
class Profile:
    """The statistics of earlier schedules of the same program.

    Attributes:
        threads: the most threads in one execution.
        choices: the most choices in one execution (PCT's k, which counts only real choices). An execution in which a
            thread spins may be a hundred times as long as the others, and preemptions that are spread over its length
            hardly ever fall into another one; so at most four times the length of the median execution.
        learned: at least one execution was seen, so that ``choices`` is not a guess.
    """

    threads: int = 2
    choices: int = 16
    learned: bool = False
    _most: int = 0
    _lengths: list[int] = field(default_factory=lambda: [0] * LENGTHS)
    """By number of bits: how many executions had a number of choices of so many bits."""

    def learn(self, threads: int, choices: int) -> None:
        """Take one finished execution into account."""
        self.threads = max(self.threads, threads) if self.learned else threads
        self.learned = True
        self._most = max(self._most, choices)
        self._lengths[min(choices.bit_length(), LENGTHS - 1)] += 1
        until = list(accumulate(self._lengths))
        median = bisect_right(until, until[-1] // 2)
        self.choices = min(self._most, (2 << median) - 1)

    def copy(self) -> Profile:
        """Return a copy that learns on its own."""
        return replace(self, _lengths=list(self._lengths))


class PendingOperation(Protocol):
    """A pending operation: what a thread will do when it is chosen.

    Attributes:
        kind: a kind of ``harness.trace``.
        obj: the object it is about, the name of a global variable, or None.
        field: the field of the object, or None.
    """

    @property
    def kind(self) -> str: ...  # noqa: D102 - see the class
    @property
    def obj(self) -> Any: ...  # noqa: D102
    @property
    def field(self) -> str | None: ...  # noqa: D102


class Candidate(Protocol):
    """A candidate as a strategy sees it: a thread, a fault in a thread's callback, or a waiter that a notify may wake.

    A strategy reads it and changes nothing of it.

    Attributes:
        number: the thread's number: 0 for the main thread, then in order of starting.
        choice: what is written into the schedule when it is chosen; of no two candidates the same.
        operation: its pending operation.
        ops: how many operations the thread has performed.
        fused: the lock that it will acquire as a part of a pending wake-up, or None.
        decides: it is no thread, but an outcome of the step that a thread has begun: a fault, or a waiter to wake.
    """

    @property
    def number(self) -> int: ...  # noqa: D102 - see the class
    @property
    def choice(self) -> Choice: ...  # noqa: D102
    @property
    def operation(self) -> PendingOperation: ...  # noqa: D102
    @property
    def ops(self) -> int: ...  # noqa: D102
    @property
    def fused(self) -> Any: ...  # noqa: D102
    @property
    def decides(self) -> bool: ...  # noqa: D102


T = TypeVar("T", bound=Candidate)
"""The scheduler's own class of candidates: a strategy returns one that it was given, and can make none."""


class Strategy(Protocol):
    """A way to choose schedules.

    Attributes:
        name: a word for reports and the command line.
    """

    name: str

    def begin(self, rng: Random, profile: Profile) -> None:
        """Begin a new schedule.

        Args:
            rng: the only source of chance a strategy may use.
            profile: what earlier schedules showed.
        """

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the candidate that continues.

        It is called only where there is a choice: where ``runnable`` and ``extras`` together hold at least two. It
        may read the candidates, but must not change them or the two lists, and must not keep a candidate or the
        object of its operation beyond the execution.

        Args:
            current: the thread that has been running, if it can continue; it is one of ``runnable`` then, the very
                same object. None if it cannot, and where something else is chosen than the thread that continues: a
                fault, or the waiter that a notify wakes.
            runnable: the threads that can continue; never empty, in a deterministic order, which is not that of their
                numbers.
            extras: what could happen besides: the thread that times out next, further waiters that a notify could
                wake, or one injected fault. To choose the thread that times out next is a step of the clock, after
                which any thread may run. May be empty, and none of them is in ``runnable``.

        Returns:
            One of ``runnable`` or ``extras``. Which one may depend only on the arguments, on what the strategy
            remembers, and on ``rng``.
        """


class Systematic(Strategy, Protocol):
    """A strategy that tries all schedules of some kind, each of them once.

    Attributes:
        spent: nothing is left to try; ``begin`` is not called again.
    """

    spent: bool

    def end(self) -> None:
        """Prepare the next schedule: the one that ``begin`` began has been run."""


def systematic(strategy: Strategy | None) -> TypeGuard[Systematic]:
    """True for a systematic strategy; ``isinstance`` would look up each name of the protocol, for every schedule."""
    return hasattr(strategy, "spent")


class AccessSource(Protocol):
    """The accesses of the running execution, for strategies that reason about them.

    ``harness.world.recording.access_tracer.AccessTracer`` is one.

    Attributes:
        accesses: so far.
        threads: how many threads there have been.
        known: how many locations have been met.
        labels: of each location: what is the same in all executions, though its number may not be. Locations may share
            a label, but one location never has two.
        unmodelled: what of the execution no search can be exhaustive about; "" if there is nothing.
        doubtful: what of it is traced, but not shown to be traced in all its consequences; "" if there is nothing.
    """

    accesses: list[Access]
    labels: list[object]

    @property
    def threads(self) -> int: ...  # noqa: D102 - see the class
    @property
    def known(self) -> int: ...  # noqa: D102
    @property
    def unmodelled(self) -> str: ...  # noqa: D102
    @property
    def doubtful(self) -> str: ...  # noqa: D102

    def stop(self) -> None:
        """End the execution."""

    def waiting(self, *, pending: bool = False) -> list[tuple[int, int]]:
        """Return the threads that wait for a lock now, by number, each with the location of the lock.

        Args:
            pending: threads that are about to acquire a lock as well.
        """

    def ended_early(self) -> int | None:
        """Return the number of the thread whose end has ended the program before a deadline came; None if none has."""

    def anticipate(self, threads: list[Any]) -> None:
        """Number the locations of the threads' pending operations, so that the numbers do not depend on the choice."""

    def chosen(self, node: int, thread: int) -> None:
        """Note that a choice was made.

        Args:
            node: number of the choice.
            thread: number of the thread chosen.
        """


class LocationEvents(Protocol):
    """The abstract events at one location, in the order in which they were first seen.

    Attributes:
        reads: that read it.
        writes: that write it; among them ``INITIAL``, if a read can come before all writes.
        disturbing: that change what a later read sees.
        threads: that accessed it.
    """

    reads: dict[AbstractEvent, None]
    writes: dict[AbstractEvent, None]
    disturbing: dict[AbstractEvent, None]
    threads: set[int]


class ReadsFromSource(Protocol):
    """The reads-from relation of the running execution.

    ``harness.world.recording.reads_from.ReadsFrom`` is one.

    Attributes:
        pairs: each pair of a write and a read that sees it, in the order in which they were first seen.
        last: of each location, the last write; none if it is still as it was at the start.
    """

    pairs: dict[tuple[AbstractEvent, AbstractEvent], None]
    last: dict[int, AbstractEvent]

    @property
    def uses(self) -> Mapping[int, LocationEvents]:
        """The events at each location."""

    def pending(self, thread: Any) -> tuple[AbstractEvent, int] | None:
        """Return what a thread's pending operation does, and at which location; None if it is no read or write."""
