"""The sentence for a busy wait."""

from __future__ import annotations

from ...facts import BusyWait
from ..text.phrases import at
from .wording import Wording


def busy_wait(facts: BusyWait) -> Wording:
    """Return the words for a thread that polls in a loop."""
    return Wording(f"{facts.thread} polls{at(facts.place)} instead of waiting to be woken.")
