"""The determinism check: a schedule that runs twice must produce the same execution."""

from __future__ import annotations

from harness.result import Finding
from harness.trace import END, READ, WRITE
from harness.verdict import Verdict
from harness.world.scheduler.scheduler import Scheduler

Log = list[tuple[int, str, "str | None"]]
WORDS = {READ: "reads", WRITE: "writes", END: "ends"}


def divergence(scheduler: Scheduler, before: Log, first: str, second: str) -> Finding | None:
    """Return a finding if two executions of one schedule differ, at the first difference; else None.

    Args:
        scheduler: it has just run the second execution.
        before: the log of the first.
        first: the ending of the first.
        second: the ending of the second.
    """
    after = scheduler.log
    if before == after and first == second:
        return None
    shorter = min(len(before), len(after))
    step = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), shorter)
    message = (
        f"The same schedule did not give the same execution twice: at step {step + 1}"
        f" they part, where {_said(scheduler, before, step)} the first time"
        f" and {_said(scheduler, after, step)} the second."
        " Something outside the schedule (the clock, random numbers, memory addresses, a file) steers the code."
    )
    return Finding(Verdict.NONDETERMINISTIC, message)


def _said(scheduler: Scheduler, log: Log, step: int) -> str:
    if step >= len(log):
        return "all is over"
    thread, kind, field = log[step]
    name = scheduler.threads[thread].name if thread < len(scheduler.threads) else f"thread-{thread}"
    return f"{name} {WORDS.get(kind, f'comes to {kind}')}{f' {field}' if field else ''}"
