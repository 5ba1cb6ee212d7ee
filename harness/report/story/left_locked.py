"""The line at which a thread left a function while it held a lock that it had acquired there and never released.

A trace has no event for a ``return``. So the last event in that function says how far the thread came, and the source
says which ``return`` or ``raise`` comes next without a release before it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...facts import AbandonedLock, DeadlockCycle, LeakedLocks, Through
from ...result import Result
from ...trace import ACQUIRE, WAIT, WAKE, Event, TryOutcome
from ..text.source import SourceText

LEAVES = (ast.Return, ast.Raise)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@dataclass(frozen=True, slots=True)
class LeftLocked:
    """A lock that was left behind.

    Attributes:
        thread: the thread that acquired it.
        label: of the lock.
        acquired: the line that acquired it.
        left: the line of the ``return`` or ``raise`` with which the thread left the function; None if it came to the
            function's end, or if the line is not known.
    """

    thread: str
    label: str
    acquired: int
    left: int | None


def left_locked(result: Result, target: SourceText) -> LeftLocked | None:
    """Return the lock of a failure that was left behind in the main file; None if the failure is another one."""
    owner = _owner(result)
    if owner is None or result.trace is None:
        return None
    events = _since_acquired(result.trace.events, *owner)
    place = events[0].place if events else None
    if place is None or not target.holds(place):
        return None
    places = [event.place for event in events if event.place is not None]
    inside = [one.line for one in places if (one.file, one.function) == (place.file, place.function)]
    return LeftLocked(*owner, place.line, _leaving(target, place.line, inside[-1]))


def _owner(result: Result) -> tuple[str, str] | None:
    """Return the thread that holds the lock and the lock's label."""
    match result.facts:
        case AbandonedLock(label=label, owner=thread):
            return thread, label
        case LeakedLocks(locks=locks) if locks:
            return locks[0].thread, locks[0].label
        case DeadlockCycle(edges=(edge,)) if edge.through is Through.LOCK:
            return edge.thread, edge.label
    return None


def _since_acquired(events: Sequence[Event], thread: str, label: str) -> list[Event]:
    """Return the events of a thread from its last acquire of a lock to where it waits for that lock itself."""
    own = [event for event in events if event.thread == thread]
    while own and own[-1].kind == WAIT and own[-1].label == label:
        own.pop()
    for index in range(len(own) - 1, -1, -1):
        event = own[index]
        acquires = event.kind in (ACQUIRE, WAKE) or event.outcome is TryOutcome.FREE
        if acquires and event.label == label:
            return own[index:]
    return []


def _leaving(source: SourceText, acquired: int, reached: int) -> int | None:
    """Return the first line from ``reached`` on that leaves the function before anything is released."""
    function = source.function_at(acquired)
    if function is None:
        return None
    nodes = list(_own_nodes(function))
    released = [
        node.lineno for node in nodes if isinstance(node, ast.Attribute) and node.attr == "release"
    ]  # of any lock: which one it is cannot be seen in the source
    until = min((line for line in released if line > reached), default=function.end_lineno or reached)
    leaves = [node.lineno for node in nodes if isinstance(node, LEAVES) and reached <= node.lineno <= until]
    return min(leaves, default=None)


def _own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a function without those of functions inside it."""
    for child in ast.iter_child_nodes(function):
        yield child
        if not isinstance(child, FUNCTIONS):
            yield from _own_nodes(child)
