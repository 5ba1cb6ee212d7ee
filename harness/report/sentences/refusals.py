"""The sentences for acts that no kata may do, and for the exceptions that say so in their own words."""

from __future__ import annotations

from ...facts import (
    ChangedHarness,
    ExplorerFailure,
    ForbiddenAct,
    ForbiddenConstruct,
    ForbiddenUse,
    ForgedResult,
    LoadFailure,
)
from ..text.phrases import line_of
from .wording import Wording

Refusal = (
    LoadFailure | ExplorerFailure | ForbiddenUse | ForbiddenConstruct | ForbiddenAct | ChangedHarness | ForgedResult
)


def wording(facts: Refusal) -> Wording:
    """Return the words for one of the refusals."""
    match facts:
        case LoadFailure():
            said = facts.text
        case ExplorerFailure():
            said = (
                f"the explorer itself fails at {facts.file} line {facts.line}: {facts.exception}: {facts.text}"
                "; nothing is known of the program"
            )
        case ForbiddenUse():
            where = f"{line_of(facts.place)}: " if facts.place is not None else ""
            said = f"{where}{facts.text}"
        case ForbiddenConstruct():
            said = f"{line_of(facts.place)}: {facts.what} is not allowed in a kata; {facts.why}"
        case ForbiddenAct():
            line = f" line {facts.place.line}" if facts.place is not None else ""
            said = f"{facts.file}{line} {facts.act}, which is not allowed in a kata"
        case ChangedHarness():
            said = f"{facts.file} changes {facts.what}, which the harness relies on"
        case ForgedResult():
            said = f"{facts.file} writes to the pipe through which the harness reports results"
    return Wording(f"{said}.")
