"""Lock orders that could deadlock in another schedule, found in an execution that did not deadlock.

Goodlock (Havelund, "Using runtime analysis to guide model checking of Java programs", SPIN 2000), as
extended to any number of threads, and to starts and joins, by Bensalem and Havelund, "Dynamic deadlock
analysis of multi-threaded programs", HVC 2005. Each wait for a lock with others held is a triple
(thread, held, wanted). A cycle of such triples, each wanting what the next one holds, might deadlock, if

- the threads differ: one thread performs one operation after the other;
- no lock is held in two of them: such a gate lock lets only one thread in at a time;
- none of them ends before another begins, in the order given by starts and joins.

This is no verdict: only a schedule that reaches the deadlock shows that the program can (``directions``).

The stream of accesses does not have everything: a try does not wait and so wants nothing, but an acquire with a
timeout looks like one without. A lock that one thread releases for another is a signal and has no holder, so it is
left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..common.vector_clock import initial, join
from ..trace import ACQUIRE, CROSSED, FREE, JOINED, START, TOOK, Access

TAKES = frozenset({ACQUIRE, TOOK})
LONGEST = 3
"""The most threads in a cycle."""


class Inversion(NamedTuple):
    """A cycle of threads, each of which may hold the lock that the one before wants.

    Attributes:
        threads: their numbers, beginning with the least.
        locks: the lock that each of them holds; it wants that of the next, and the last one that of the first.
        nodes: for each, the node of the access that acquires the wanted lock in this execution.
        positions: for each, the position of that access.
        turns: for each, the number of locks that it has acquired before.
    """

    threads: tuple[int, ...]
    locks: tuple[int, ...]
    nodes: tuple[int, ...]
    positions: tuple[int, ...]
    turns: tuple[int, ...]


@dataclass(slots=True)
class Want:
    """A wait of a thread for one lock while it holds others."""

    thread: int
    lock: int
    held: frozenset[int]
    position: int
    turn: int
    clock: tuple[int, ...]

    def concurrent_with(self, other: Want) -> bool:
        """True when both waits can be pending at once: no shared gate lock, and neither happens before the other."""
        return (
            self.held.isdisjoint(other.held)
            and self.clock[self.thread] > other.clock[self.thread]
            and other.clock[other.thread] > self.clock[other.thread]
        )


def inversions(accesses: Sequence[Access], threads: int) -> list[Inversion]:
    """Return every cycle of two or three threads; of the same threads and locks only one.

    Args:
        accesses: in the order in which they happened.
        threads: the number of threads.
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
    """Return the goal of a schedule that is to reach the deadlock: the acquire before which each thread must stop.

    Returns:
        Numbers of threads, and the number of acquires that each has performed when it stops; in any order.
        ``DeadlockDirected`` makes such schedules. Numbers of locks would not work: locks are numbered in the order of
        their first use, which another schedule changes.
    """
    return tuple(zip(inversion.threads, inversion.turns, strict=True))


def _nested(accesses: Sequence[Access]) -> bool:
    """True when two threads wait for a lock while they may hold another; a quick test that mostly fails."""
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
    """Yield each wait with a lock held; one of several that differ only in their time."""
    signals = {location for _, _, kind, location in accesses if kind == CROSSED}
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
                owners[location] = thread  # it has one owner, even if a call of locked() was recorded as a try
            turns[thread] += kind == ACQUIRE
        elif kind == FREE:
            owners.pop(location, None)
        elif kind in (START, JOINED):
            one, other = (thread, location) if kind == START else (location, thread)
            join(clocks[other], clocks[one])
            clocks[one][one] += 1


def _cycles(path: list[Want], holding: dict[int, list[Want]]) -> Iterator[list[Want]]:
    """Yield the cycles that continue a path; each begins with its least thread."""
    first, last = path[0], path[-1]
    if len(path) > 1 and last.lock in first.held:
        yield path
    elif len(path) < LONGEST:
        for following in holding.get(last.lock, ()):
            if following.thread > first.thread and all(following.concurrent_with(one) for one in path):
                yield from _cycles([*path, following], holding)


def _inversion(cycle: list[Want], accesses: Sequence[Access]) -> Inversion:
    return Inversion(
        tuple(want.thread for want in cycle),
        tuple(cycle[number - 1].lock for number in range(len(cycle))),
        tuple(accesses[want.position][1] for want in cycle),
        tuple(want.position for want in cycle),
        tuple(want.turn for want in cycle),
    )
