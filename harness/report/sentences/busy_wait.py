"""The sentence for a busy wait."""

from __future__ import annotations

from harness.facts import BusyWait
from harness.report.sentences.wording import Wording
from harness.report.text.phrases import at


def busy_wait(facts: BusyWait) -> Wording:
    """Return the words for a thread that polls in a loop."""
    return Wording(f"{facts.thread} polls{at(facts.place)} instead of waiting to be woken.")
