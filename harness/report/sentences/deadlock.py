"""The sentences for deadlocks: cycles of locks, joins and signals, and locks whose owner has ended."""

from __future__ import annotations

from collections.abc import Sequence

from ...facts import AbandonedLock, CycleEdge, DeadlockCycle, Through
from ...trace import CallExit, UnreleasedLock
from ..text.phrases import at, listed
from .wording import Wording

EXITS = {CallExit.RETURN: "returned", CallExit.RAISE: "raised", CallExit.END: "ended"}
"""How a call ended, in words."""


def cycle(facts: DeadlockCycle) -> Wording:
    """Return the words for threads that wait for each other."""
    edges, first = facts.edges, facts.edges[0]
    shown = _circle(edges)
    kinds = {edge.through for edge in edges}
    if len(edges) == 1:
        waits = f"{first.thread} waits for {first.label}, which it holds itself{at(first.place)}"
        return Wording(f"{waits}. It can never continue.", (shown,))
    if kinds == {Through.SIGNAL}:
        return Wording(f"{_signals(edges)}. {_none(edges)}.", (shown, *_unsent(edges)))
    other = "the other one" if len(edges) == 2 else "another one"
    if kinds == {Through.LOCK}:
        names = listed([edge.thread for edge in edges])
        waits = f"{names} each hold a lock that {other} waits for{at(first.place)}"
    else:
        waits = f"{'; '.join(map(_wait, edges))}. Each needs {other} to continue first{at(first.place)}"
    return Wording(f"{waits}. {_none(edges)}.", (shown,))


def abandoned(facts: AbandonedLock) -> Wording:
    """Return the words for a lock that was left behind."""
    owner, lock = facts.owner, facts.lock
    waits = f"{facts.thread} waits for {facts.label}"
    if lock is None:
        message = f"{waits}, but {owner} ended without releasing it{at(facts.place)}."
        return Wording(message, (f"{owner} ended while it held {facts.label}",))
    evidence = (_circle(facts.cycle),) if facts.cycle else ()
    if facts.ended:
        message = f"{waits}{at(facts.place)}, but {owner} ended without releasing it: {call_that_left(lock)}."
        return Wording(message, evidence)
    holder = "it still holds itself" if owner == facts.thread else f"{owner} still holds"
    holds = (
        f"which {holder}" if lock.label == facts.label else f"which needs {lock.label}, and {owner} still holds that"
    )
    return Wording(f"{waits}{at(facts.place)}, {holds}: {call_that_left(lock)} without a release.", evidence)


def call_that_left(lock: UnreleasedLock) -> str:
    """Return how the call that acquired a lock ended: ``its put() returned at line 14``."""
    call = f"its {lock.place.function}()" if lock.place is not None and lock.place.function else "its call"
    where = f" at line {lock.left.line}" if lock.left is not None else ""
    return f"{call} {EXITS[lock.exit]}{where}"


def _circle(edges: Sequence[CycleEdge]) -> str:
    return "cycle  " + " → ".join(f"{edge.thread} ─{edge.label}" for edge in edges) + f" → {edges[0].thread}"


def _none(edges: Sequence[CycleEdge]) -> str:
    return "Neither can continue" if len(edges) == 2 else "None of them can continue"


def _signals(edges: Sequence[CycleEdge]) -> str:
    """Return the words for threads that hold nothing, but would each send a signal after their own wait."""
    first, labels = edges[0], {edge.label for edge in edges}
    names = listed([edge.thread for edge in edges])
    if len(edges) > 2:
        would = "each would wake the one before it only after its own wait"
        return f"{names} wait for each other in a circle{at(first.place)}: {would}"
    if len(labels) == 1:
        would = "each would wake the other one only after its own wait"
        return f"{names} wait for each other at {first.label}{at(first.place)}: {would}"
    waits = "; ".join(
        f"{edge.thread} waits for {edge.label}, which {other.thread} signals only after its wait for {other.label}"
        for edge, other in _pairs(edges)
    )
    return f"{waits}{at(first.place)}"


def _unsent(edges: Sequence[CycleEdge]) -> tuple[str, ...]:
    return tuple(
        f"{edge.thread} waits for {edge.label}{at(edge.place)}; {other.thread} would wake it, but is waiting itself"
        for edge, other in _pairs(edges)
    )


def _pairs(edges: Sequence[CycleEdge]) -> list[tuple[CycleEdge, CycleEdge]]:
    """Return each edge and the next one of the cycle."""
    return list(zip(edges, [*edges[1:], *edges[:1]], strict=True))


def _wait(edge: CycleEdge) -> str:
    wait = f"{edge.thread} waits for {edge.label}"
    return f"{wait} to end" if edge.through is Through.JOIN else wait
