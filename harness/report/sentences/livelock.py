"""The sentence for a livelock."""

from __future__ import annotations

from harness.facts import Livelock
from harness.report.sentences.wording import Wording
from harness.report.text.phrases import at, listed


def livelock(facts: Livelock) -> Wording:
    """Threads run without progress."""
    loops, first = facts.loops, facts.loops[0]
    if len(loops) == 1:
        message = f"{first.thread} runs for ever and never advances{at(first.place)}."
    else:
        message = f"{listed([loop.thread for loop in loops])} all run and none of them advances{at(first.place)}."
    return Wording(message, tuple(f"{loop.thread} still runs{at(loop.place)}" for loop in loops))
