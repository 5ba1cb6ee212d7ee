"""The locks that protect a variable, as one execution shows them.

The lockset of Savage et al., "Eraser: a dynamic data race detector for multithreaded programs", TOCS 1997, section 2:
the locks that were held at each access, once several threads were alive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ... import trace as kinds
from ...trace import Event, Trace
from ..text.source import SourceText
from .state import moments
from .words import name_of


@dataclass(frozen=True, slots=True)
class Protected:
    """A variable that several threads use, each time while they hold the same lock.

    Attributes:
        name: of the variable.
        lock: of the lock.
        accesses: how often it was read or written.
    """

    name: str
    lock: str
    accesses: int


def protected(trace: Trace, source: SourceText) -> list[Protected]:
    """Return the variables that several threads used and one wrote, and that a lock protects at each access.

    Accesses of a thread that is the only one left do not count.

    Args:
        trace: of the execution.
        source: the file under test.
    """
    states = moments(trace, trace.events, source)
    locks: dict[str, set[str]] = {}
    accesses: dict[str, list[Event]] = {}
    for event, state in zip(trace.events, states, strict=False):
        name, alone = name_of(event), len(state.begun - state.ended) < 2
        if alone or event.kind not in (kinds.READ, kinds.WRITE) or not name or not source.holds(event.place):
            continue
        held = {lock for lock, threads in state.holders.items() if event.thread in threads}
        locks[name] = locks.get(name, held) & held
        accesses.setdefault(name, []).append(event)
    return [
        Protected(name, min(locks[name]), len(found))
        for name, found in accesses.items()
        if locks[name] and _shared(found)
    ]


def _shared(accesses: Sequence[Event]) -> bool:
    """True if several threads made the accesses, and one of them is a write."""
    return len({event.thread for event in accesses}) > 1 and any(event.kind == kinds.WRITE for event in accesses)
