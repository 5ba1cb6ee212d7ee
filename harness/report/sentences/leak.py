"""The sentences for threads and locks that outlive the test."""

from __future__ import annotations

from harness.facts import LeakedLocks, LeakedThread
from harness.report.sentences.wording import Wording
from harness.report.text.phrases import at


def thread(facts: LeakedThread) -> Wording:
    """A thread is still alive."""
    return Wording(f"{facts.thread}, started by the kata, is still alive when the test has ended{at(facts.place)}.")


def locks(facts: LeakedLocks) -> Wording:
    """Locks are still held."""
    first = facts.locks[0]
    return Wording(
        f"{first.thread} took {first.label}{at(first.place)} and has ended without giving it back.",
        tuple(f"{lock.label} is still held: {lock.thread} took it{at(lock.place)}" for lock in facts.locks),
    )
