"""The sentence for starvation."""

from __future__ import annotations

from ...facts import Starvation
from ..text.phrases import at, listed
from .wording import Wording

FAIR = (
    "the schedule is fair: in each repetition, every thread that could run did run, and the thread that had waited"
    " longest was served first"
)


def starvation(facts: Starvation) -> Wording:
    """Return the words for a call that other threads bypass forever."""
    others = [name for name, _ in facts.bypasses]
    goes_on = "makes one call after the other" if len(others) == 1 else "take turns"
    message = f"{facts.thread} can wait forever{at(facts.place)} while {listed(others)} {goes_on}."
    by = listed([f"{calls} times by {name}" for name, calls in facts.bypasses])
    return Wording(
        message,
        (
            f"bypassed in {facts.repetitions} repetitions of {facts.steps} steps: {by}",
            FAIR,
        ),
    )


def bypassed(facts: Starvation) -> str:
    """Return the number of bypasses in one short line."""
    total = sum(calls for _, calls in facts.bypasses)
    by = ", ".join(f"{calls:,} by {name}" for name, calls in facts.bypasses)
    return f"{facts.thread} is bypassed {total:,} times in {facts.repetitions:,} repetitions: {by}"
