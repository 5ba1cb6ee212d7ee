"""The sentences for code that uses too much time or memory, or ends its process."""

from __future__ import annotations

from ...facts import DeadWorker, MemoryLimit, TimeLimit
from .wording import Wording


def wording(facts: TimeLimit | MemoryLimit | DeadWorker) -> Wording:
    """Return the words for one of the limits."""
    match facts:
        case TimeLimit(of_test=True):
            said = f"did not finish within the {facts.seconds:g} s that its test may take"
        case TimeLimit():
            said = f"ran for more than {facts.seconds:,.0f} s in this clause and was stopped"
        case MemoryLimit():
            said = f"used more than {facts.megabytes:,} MB of memory"
        case DeadWorker():
            said = f"ended the process that it ran in (exit code {facts.code})"
    return Wording(f"{facts.file} {said}.")
