"""The sentences for schedules that do not give the same execution every time."""

from __future__ import annotations

from ...facts import LoggedStep, TwoExecutions
from ...trace import END, READ, WRITE
from .wording import Wording

VERBS = {READ: "reads", WRITE: "writes", END: "ends"}


def differs(facts: TwoExecutions) -> Wording:
    """Return the words for two runs of one schedule that differ."""
    return Wording(
        f"Two runs of the same schedule differ at step {facts.step}: {_said(facts.first)} in the first run,"
        f" and {_said(facts.second)} in the second. Something outside the schedule (the clock, random numbers,"
        " memory addresses, a file) changes what the code does."
    )


def vanished() -> Wording:
    """Return the words for a failing schedule that does not fail again."""
    return Wording(
        "A schedule that failed did not fail when it was run a second time."
        " Something outside the schedule changes what the code does."
    )


def _said(step: LoggedStep | None) -> str:
    if step is None:
        return "all threads have ended"
    verb = VERBS.get(step.kind, f"performs {step.kind}")
    return f"{step.thread} {verb}{f' {step.name}' if step.name else ''}"
