"""The sentences for code that hangs outside what the harness controls."""

from __future__ import annotations

from harness.facts import BlockedOutside, Doing, Hang
from harness.report.sentences.wording import Wording
from harness.report.text.phrases import at, line_of

DOES = {
    Doing.SLEEPS: "is still asleep",
    Doing.WAITS: "is still waiting",
    Doing.OUTSIDE: "does not come back from a call outside threading",
}


def hang(facts: Hang) -> Wording:
    """A run on real threads does not end."""
    first = facts.stopped[0]
    return Wording(
        f"{first.thread} {DOES[facts.doing]}{at(first.place)}.",
        (
            *(f"{one.thread} stands still{at(one.place)}" for one in facts.stopped),
            *(f"{one.thread} still runs{at(one.place)}" for one in facts.running),
            *(f"{one.thread} waits for {one.label}{at(one.place)}" for one in facts.waits),
        ),
    )


def outside(facts: BlockedOutside) -> Wording:
    """A worker makes no step any more."""
    if facts.place is None:
        return Wording("The code is blocked outside what the harness controls.")
    return Wording(f"The code blocks outside what the harness controls at {line_of(facts.place)}.")
