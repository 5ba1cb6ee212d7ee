"""deadlock: a cycle of threads in which each waits for something that only the next one can provide.

A thread that waits for a non-reentrant lock that it holds itself counts too, and so does a lock whose owner has ended
(Coffman, Elphick, Shoshani: "System deadlocks", 1971: circular wait).
"""

from __future__ import annotations

from dataclasses import replace

from ..common.graphs import first_cycle
from ..facts import AbandonedLock, CycleEdge, DeadlockCycle, Through
from ..result import Finding
from ..trace import JOIN, BlockedThread, CallExit, Trace
from ..verdict import Verdict


def deadlock(trace: Trace) -> Finding | None:
    """Report a cycle in the wait-for graph of a blocked execution, or else a lock whose owner has ended."""
    if trace.ending != "blocked":
        return None
    waiting = {one.thread: one for one in trace.waiting}
    proved = any(one.gives for one in trace.waiting)
    cycle = first_cycle({name: _providers(one, proved) for name, one in waiting.items()})
    if cycle:
        return _of_cycle([waiting[name] for name in cycle])
    for one in trace.waiting:
        if one.owned and one.gone:
            return abandoned(Verdict.DEADLOCK, one, AbandonedLock(one.thread, one.label, one.gone[0], one.place))
    return None


def abandoned(verdict: Verdict, one: BlockedThread, facts: AbandonedLock) -> Finding:
    """Return the finding of a lock that was left behind; the line to look at is where the call left with the lock."""
    if one.left is None:
        return Finding(verdict, facts, one.place)
    place = one.left.place if one.left.exit is CallExit.END else one.left.left
    return Finding(verdict, replace(facts, lock=one.left), place or one.left.place)


def _providers(one: BlockedThread, proved: bool) -> list[str]:
    """Return the threads that could provide what a thread waits for, if they were not waiting themselves.

    Holders of a semaphore count only where a forced release was tried and helped: any thread may release a permit,
    and not only the one that acquired it.
    """
    return [*(one.holders if one.owned or proved else []), *one.gives]


def _of_cycle(cycle: list[BlockedThread]) -> Finding:
    first = cycle[0]
    place = next((one.place for one in cycle if one.place is not None and one.kind != JOIN), first.place)
    edges = tuple(CycleEdge(one.thread, one.label, _through(one), one.place) for one in cycle)
    for one in cycle:
        if one.left is not None:
            facts = AbandonedLock(one.thread, one.label, one.left.thread, one.place, ended=False, cycle=edges)
            return abandoned(Verdict.DEADLOCK, one, facts)
    return Finding(Verdict.DEADLOCK, DeadlockCycle(edges), place)


def _through(one: BlockedThread) -> Through:
    if one.kind == JOIN:
        return Through.JOIN
    if one.owned:
        return Through.LOCK
    return Through.SIGNAL if one.gives and not one.holders else Through.PERMIT
