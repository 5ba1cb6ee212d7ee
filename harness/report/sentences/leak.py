"""The sentences for threads and locks that outlive the test."""

from __future__ import annotations

from ...facts import LeakedLocks, LeakedThread
from ..text.phrases import at
from .deadlock import call_that_left
from .wording import Wording


def thread(facts: LeakedThread) -> Wording:
    """Return the words for a thread that is still alive."""
    return Wording(f"{facts.thread}, which the kata started, is still alive after the test has ended{at(facts.place)}.")


def locks(facts: LeakedLocks) -> Wording:
    """Return the words for locks that are still held."""
    first = facts.locks[0]
    how = f": {call_that_left(first)}" if first.left is not None else ""
    return Wording(
        f"{first.thread} acquired {first.label}{at(first.place)} and ended without releasing it{how}.",
        tuple(f"{lock.label} is still held: {lock.thread} acquired it{at(lock.place)}" for lock in facts.locks),
    )
