"""Locks taken in orders that could meet in a deadlock, found in an execution that did not.

Goodlock (Havelund, "Using runtime analysis to guide model checking of Java programs", SPIN 2000), as
extended to any number of threads, and to starts and joins, by Bensalem and Havelund, "Dynamic deadlock
analysis of multi-threaded programs", HVC 2005. Each wait for a lock with others held is a triple
(thread, held, wanted). A cycle of such triples, each wanting what the next one holds, might deadlock, if

- the threads are different ones: one thread alone does one thing after the other;
- no lock is held in two of them: such a gate lets in only one at a time;
- none of them is over before another begins, by what a start or a join orders.

No verdict: whether the program can get there, only a schedule that does can show (``directions``).

What the stream does not tell: a try waits for nothing and so wants nothing, but an acquire with a
timeout looks like one without. A lock that one thread releases for another is a signal and has no
holder, so it is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from harness.common.vector_clock import initial, join
from harness.trace import ACQUIRE, CROSSED, FREE, JOINED, START, TOOK, Access

TAKES = frozenset({ACQUIRE, TOOK})
LONGEST = 3
"""Threads in a cycle."""


class Inversion(NamedTuple):
    """Threads that may each come to hold what the one before wants.

    Attributes:
        threads: their numbers, beginning with the least.
        locks: what each of them holds; it wants that of the next, and the last one that of the first.
        nodes: of each, the node of the access by which it gets what it wants, in this execution.
        positions: of each, the position of that access.
        turns: of each, how many acquires of locks it has behind it then.
    """

    threads: tuple[int, ...]
    locks: tuple[int, ...]
    nodes: tuple[int, ...]
    positions: tuple[int, ...]
    turns: tuple[int, ...]


@dataclass(slots=True)
class Want:
    """A thread waits for one lock while it holds others."""

    thread: int
    lock: int
    held: frozenset[int]
    position: int
    turn: int
    clock: tuple[int, ...]

    def beside(self, other: Want) -> bool:
        """It may stand there together with the other: no gate, and neither over by then, as within one thread."""
        return (
            self.held.isdisjoint(other.held)
            and self.clock[self.thread] > other.clock[self.thread]
            and other.clock[other.thread] > self.clock[other.thread]
        )


def inversions(accesses: Sequence[Access], threads: int) -> list[Inversion]:
    """Every cycle of two or three threads; of the same threads and locks only one.

    Args:
        accesses: in the order in which they happened.
        threads: how many threads there were.
    """
    if not _nested(accesses):
        return []
    holding: dict[int, list[Want]] = defaultdict(list)
    wants = list(_wants(accesses, threads))
    for want in wants:
        for lock in want.held:
            holding[lock].append(want)
    found: dict[tuple[tuple[int, ...], tuple[int, ...]], Inversion] = {}
    for want in wants:
        for cycle in _cycles([want], holding):
            inversion = _inversion(cycle, accesses)
            found.setdefault((inversion.threads, inversion.locks), inversion)
    return list(found.values())


def directions(inversion: Inversion) -> tuple[tuple[int, int], ...]:
    """What a schedule has to do for the deadlock to come: each thread, and the acquire before which it must stand.

    Returns:
        Numbers of threads, and how many acquires each is to have behind it when it stops; in any order.
        A schedule that follows it is ``DeadlockDirected``. Numbers of locks would not do:
        they are given in the order of being met, which another schedule changes.
    """
    return tuple(zip(inversion.threads, inversion.turns, strict=True))


def _nested(accesses: Sequence[Access]) -> bool:
    """Two threads wait for a lock while they may hold another; mostly nobody does, and that is quick to see."""
    owners: dict[int, int] = {}
    found: set[int] = set()
    for thread, _, kind, location in accesses:
        if kind == FREE:
            owners.pop(location, None)
        elif kind in TAKES:
            if thread in owners.values():
                found.add(thread)
            owners[location] = thread
    return len(found) > 1


def _wants(accesses: Sequence[Access], threads: int) -> Iterator[Want]:
    """Each wait with something held; one of several that are alike in all but their time."""
    signals = {access.location for access in accesses if access.kind == CROSSED}
    clocks = initial(threads)
    owners: dict[int, int] = {}
    turns = [0] * threads
    seen = set()
    for position, (thread, _, kind, location) in enumerate(accesses):
        if kind in TAKES:
            if location not in signals:
                held = frozenset(lock for lock, owner in owners.items() if owner == thread and lock != location)
                clock = tuple(clocks[thread])
                if kind == ACQUIRE and held and (thread, location, held, clock) not in seen:
                    seen.add((thread, location, held, clock))
                    yield Want(thread, location, held, position, turns[thread], clock)
                owners[location] = thread  # it has one owner, whatever a look at it may have been taken for
            turns[thread] += kind == ACQUIRE
        elif kind == FREE:
            owners.pop(location, None)
        elif kind in (START, JOINED):
            one, other = (thread, location) if kind == START else (location, thread)
            join(clocks[other], clocks[one])
            clocks[one][one] += 1


def _cycles(path: list[Want], holding: dict[int, list[Want]]) -> Iterator[list[Want]]:
    """The cycles that go on from a path; each begins with its least thread."""
    first, last = path[0], path[-1]
    if len(path) > 1 and last.lock in first.held:
        yield path
    elif len(path) < LONGEST:
        for following in holding.get(last.lock, ()):
            if following.thread > first.thread and all(following.beside(one) for one in path):
                yield from _cycles([*path, following], holding)


def _inversion(cycle: list[Want], accesses: Sequence[Access]) -> Inversion:
    return Inversion(
        tuple(want.thread for want in cycle),
        tuple(cycle[number - 1].lock for number in range(len(cycle))),
        tuple(accesses[want.position].node for want in cycle),
        tuple(want.position for want in cycle),
        tuple(want.turn for want in cycle),
    )
