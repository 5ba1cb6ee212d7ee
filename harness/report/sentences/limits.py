"""The sentences for code that uses too much time or memory, or ends its process."""

from __future__ import annotations

from harness.facts import DeadWorker, MemoryLimit, TimeLimit
from harness.report.sentences.wording import Wording


def wording(facts: TimeLimit | MemoryLimit | DeadWorker) -> Wording:
    """One of the limits."""
    match facts:
        case TimeLimit(of_test=True):
            said = f"has not come to an end in the {facts.seconds:g} s that its test may take"
        case TimeLimit():
            said = f"takes more than {facts.seconds:,.0f} s for this clause, and was cut off"
        case MemoryLimit():
            said = f"takes more than {facts.megabytes:,} MB of memory"
        case DeadWorker():
            said = f"ended the process it ran in (exit code {facts.code})"
    return Wording(f"{facts.file} {said}.")
