"""The sentence for something that must be possible and never happens."""

from __future__ import annotations

from ...facts import Overserialized
from .wording import Wording


def overserialized(facts: Overserialized) -> Wording:
    """Return the words for code that allows less concurrency than the contract."""
    return Wording(
        f"Never possible: {facts.what}. None of {facts.schedules:,} schedules showed it,"
        f" and {facts.directed:,} of them were aimed at it. No other failure was found.",
        (f"{facts.schedules:,} schedules tried, {facts.directed:,} directed",),
    )
