"""The sentences for deadlocks: cycles of locks, joins and signals, and locks whose owner has ended."""

from __future__ import annotations

from collections.abc import Sequence

from harness.facts import AbandonedLock, CycleEdge, DeadlockCycle, Through
from harness.report.sentences.wording import Wording
from harness.report.text.phrases import at, listed


def cycle(facts: DeadlockCycle) -> Wording:
    """Threads that wait for each other."""
    edges, first = facts.edges, facts.edges[0]
    shown = "cycle  " + " → ".join(f"{edge.thread} ─{edge.label}" for edge in edges) + f" → {first.thread}"
    kinds = {edge.through for edge in edges}
    if len(edges) == 1:
        message = f"{first.thread} waits for {first.label}, which it holds itself{at(first.place)}. It can never go on."
        return Wording(message, (shown,))
    if kinds == {Through.LOCK}:
        said = f"{listed([edge.thread for edge in edges])} each hold what another waits for{at(first.place)}"
        return Wording(f"{said}. Nobody can move again.", (shown,))
    if kinds == {Through.SIGNAL}:
        return Wording(f"{_signals(edges)}. Nobody can move again.", (shown, *_unsent(edges)))
    waits = "; ".join(_wait(edge) for edge in edges)
    return Wording(f"{waits}: each can only be helped by the other{at(first.place)}. Nobody can move again.", (shown,))


def abandoned(facts: AbandonedLock) -> Wording:
    """A lock whose owner has ended."""
    message = f"{facts.thread} waits for {facts.label}, which {facts.owner} still held when it ended{at(facts.place)}."
    return Wording(message, (f"{facts.owner} ended holding {facts.label}",))


def _signals(edges: Sequence[CycleEdge]) -> str:
    """No thread holds anything: each would send a signal after its own wait."""
    first, labels = edges[0], {edge.label for edge in edges}
    names = listed([edge.thread for edge in edges])
    if len(edges) > 2:
        return f"{names} wait in a circle{at(first.place)}: each is helped by the next, after the next one's own wait"
    if len(labels) == 1:
        said = f"{names} wait for each other at {first.label}{at(first.place)}: each is helped by what the other does"
        return f"{said} after its own wait"
    waits = "; ".join(
        f"{edge.thread} for {edge.label}, which {other.thread} gives after {other.label}"
        for edge, other in _pairs(edges)
    )
    return f"{names} wait for each other: {waits}{at(first.place)}"


def _unsent(edges: Sequence[CycleEdge]) -> tuple[str, ...]:
    return tuple(
        f"{edge.thread} waits for {edge.label}{at(edge.place)}; {other.thread} would help it, were its own wait over"
        for edge, other in _pairs(edges)
    )


def _pairs(edges: Sequence[CycleEdge]) -> list[tuple[CycleEdge, CycleEdge]]:
    """Each edge and the next one of the cycle."""
    return list(zip(edges, [*edges[1:], *edges[:1]], strict=True))


def _wait(edge: CycleEdge) -> str:
    return f"{edge.thread} {'joins' if edge.through is Through.JOIN else 'waits for'} {edge.label}"
