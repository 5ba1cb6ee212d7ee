"""The sentence for starvation."""

from __future__ import annotations

from harness.facts import Starvation
from harness.report.sentences.wording import Wording
from harness.report.text.phrases import at, listed


def starvation(facts: Starvation) -> Wording:
    """Other threads bypass a call forever."""
    others = [name for name, _ in facts.bypasses]
    message = f"{facts.thread} can wait for ever{at(facts.place)} while {listed(others)} "
    message += "goes on and on." if len(others) == 1 else "take turns."
    total = sum(calls for _, calls in facts.bypasses)
    by = listed([f"{name} {calls} times" for name, calls in facts.bypasses])
    return Wording(
        message,
        (
            f"passed over {total} times in {facts.repetitions} rounds of {facts.steps} steps: by {by}",
            "fair: whoever could go on did, in every round; who waited longest was served first",
        ),
    )


def bypassed(facts: Starvation) -> str:
    """Return how often each other thread went first, in one short line."""
    total = sum(calls for _, calls in facts.bypasses)
    by = ", ".join(f"{name} {calls:,}" for name, calls in facts.bypasses)
    return f"{facts.thread} is passed over {total:,} times in {facts.repetitions:,} rounds: by {by}"
