"""The sentences for schedules that do not give the same execution every time."""

from __future__ import annotations

from harness.facts import LoggedStep, TwoExecutions
from harness.report.sentences.wording import Wording
from harness.trace import END, READ, WRITE

VERBS = {READ: "reads", WRITE: "writes", END: "ends"}


def differs(facts: TwoExecutions) -> Wording:
    """Two runs of one schedule differ."""
    return Wording(
        f"The same schedule did not give the same execution twice: at step {facts.step}"
        f" they part, where {_said(facts.first)} the first time"
        f" and {_said(facts.second)} the second."
        " Something outside the schedule (the clock, random numbers, memory addresses, a file) steers the code."
    )


def vanished() -> Wording:
    """A failing schedule does not fail again."""
    return Wording(
        "A failing schedule, run a second time, did not fail. Something outside the schedule steers the code."
    )


def _said(step: LoggedStep | None) -> str:
    if step is None:
        return "all is over"
    verb = VERBS.get(step.kind, f"comes to {step.kind}")
    return f"{step.thread} {verb}{f' {step.name}' if step.name else ''}"
