"""deadlock: a cycle of threads, each waiting for something that only the next can give.

Also a thread that waits for a non-reentrant lock it holds itself, and a lock left behind by a
thread that has ended (Coffman, Elphick, Shoshani: "System deadlocks", 1971: circular wait).
"""

from __future__ import annotations

from harness.checks.words import at, listed
from harness.common.graphs import first_cycle
from harness.result import Finding
from harness.trace import JOIN, BlockedThread, Trace
from harness.verdict import Verdict


def deadlock(trace: Trace) -> Finding | None:
    """A cycle among the threads that wait, or a lock whose owner has ended."""
    if trace.ending != "blocked":
        return None
    waiting = {one.thread: one for one in trace.waiting}
    proved = any(one.gives for one in trace.waiting)
    cycle = first_cycle({name: _next_ones(one, proved) for name, one in waiting.items()})
    if cycle:
        return _of_cycle([waiting[name] for name in cycle])
    for one in trace.waiting:
        if one.owned and one.gone:
            message = (
                f"{one.thread} waits for {one.label}, which {one.gone[0]} still held when it ended{at(one.place)}."
            )
            return Finding(Verdict.DEADLOCK, message, one.place, (f"{one.gone[0]} ended holding {one.label}",))
    return None


def _next_ones(one: BlockedThread, proved: bool) -> list[str]:
    """Who could give it what it waits for, and does not while itself waiting.

    Holders of a semaphore count only where letting go was tried and helped: a permit need not be
    given back by who took it.
    """
    return [*(one.holders if one.owned or proved else []), *one.gives]


def _of_cycle(cycle: list[BlockedThread]) -> Finding:
    evidence = " → ".join(f"{one.thread} ─{one.label}" for one in cycle) + f" → {cycle[0].thread}"
    first = cycle[0]
    if len(cycle) == 1:
        message = f"{first.thread} waits for {first.label}, which it holds itself{at(first.place)}. It can never go on."
    elif all(one.owned and one.kind != JOIN for one in cycle):
        names = listed([one.thread for one in cycle])
        message = f"{names} each hold what another waits for{at(first.place)}. Nobody can move again."
    elif all(one.gives and not one.owned and not one.holders for one in cycle):
        return _of_signals(cycle, evidence)
    else:
        waits = "; ".join(f"{one.thread} {_verb(one)} {one.label}" for one in cycle)
        message = f"{waits}: each can only be helped by the other{at(first.place)}. Nobody can move again."
    place = next((one.place for one in cycle if one.place is not None and one.kind != JOIN), first.place)
    return Finding(Verdict.DEADLOCK, message, place, (f"cycle  {evidence}",))


def _of_signals(cycle: list[BlockedThread], evidence: str) -> Finding:
    """Nobody holds anything: each would give what another waits for, once it had got what it waits for itself."""
    first, nexts = cycle[0], [*cycle[1:], *cycle[:1]]
    names, labels = listed([one.thread for one in cycle]), {one.label for one in cycle}
    if len(cycle) > 2:
        said = f"{names} wait in a circle{at(first.place)}: each is helped by the next, after the next one's own wait"
    elif len(labels) == 1:
        said = f"{names} wait for each other at {first.label}{at(first.place)}: each is helped by what the other does"
        said += " after its own wait"
    else:
        said = f"{names} wait for each other: " + "; ".join(
            f"{one.thread} for {one.label}, which {other.thread} gives after {other.label}"
            for one, other in zip(cycle, nexts, strict=True)
        )
        said += at(first.place)
    would = tuple(
        f"{one.thread} waits for {one.label}{at(one.place)}; {other.thread} would help it, were its own wait over"
        for one, other in zip(cycle, nexts, strict=True)
    )
    return Finding(Verdict.DEADLOCK, f"{said}. Nobody can move again.", first.place, (f"cycle  {evidence}", *would))


def _verb(one: BlockedThread) -> str:
    return "joins" if one.kind == JOIN else "waits for"
