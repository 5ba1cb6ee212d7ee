"""The sentence for something that must be possible and never happens."""

from __future__ import annotations

from harness.facts import Overserialized
from harness.report.sentences.wording import Wording


def overserialized(facts: Overserialized) -> Wording:
    """The code allows less concurrency than the contract."""
    looked = f"none of {facts.schedules:,} schedules showed it, {facts.directed:,} of which looked for it"
    return Wording(
        f"Never possible: {facts.what}. No failure otherwise, but {looked}.",
        (f"{facts.schedules:,} schedules tried, {facts.directed:,} directed",),
    )
