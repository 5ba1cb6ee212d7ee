"""The sentences for code that hangs outside what the harness controls."""

from __future__ import annotations

from ...facts import BlockedOutside, Doing, Hang
from ..text.phrases import at, line_of
from .wording import Wording

DOES = {
    Doing.SLEEPS: "is still asleep",
    Doing.WAITS: "is still waiting",
    Doing.OUTSIDE: "does not return from a call that the harness does not control",
}


def hang(facts: Hang) -> Wording:
    """Return the words for a run on real threads that does not end."""
    first = facts.stopped[0]
    return Wording(
        f"{first.thread} {DOES[facts.doing]}{at(first.place)}.",
        (
            *(f"{one.thread} is blocked{at(one.place)}" for one in facts.stopped),
            *(f"{one.thread} is still running{at(one.place)}" for one in facts.running),
            *(f"{one.thread} waits for {one.label}{at(one.place)}" for one in facts.waits),
        ),
    )


def outside(facts: BlockedOutside) -> Wording:
    """Return the words for a worker that makes no step any more."""
    where = f" at {line_of(facts.place)}" if facts.place is not None else ""
    return Wording(f"The code is blocked{where} in a call that the harness does not control.")
