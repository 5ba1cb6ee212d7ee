"""The determinism check: a schedule that runs twice must produce the same execution."""

from __future__ import annotations

from ..facts import LoggedStep, TwoExecutions
from ..result import Finding
from ..verdict import Verdict
from ..world.scheduler.scheduler import Scheduler

Log = list[tuple[int, str, "str | None"]]


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
    facts = TwoExecutions(step + 1, _step(scheduler, before, step), _step(scheduler, after, step))
    return Finding(Verdict.NONDETERMINISTIC, facts)


def _step(scheduler: Scheduler, log: Log, step: int) -> LoggedStep | None:
    if step >= len(log):
        return None
    thread, kind, field = log[step]
    name = scheduler.threads[thread].name if thread < len(scheduler.threads) else f"thread-{thread}"
    return LoggedStep(name, kind, field or "")
