"""The checks: one kind of failure a file, each a question to the trace of an execution, answered with facts."""

from __future__ import annotations

from harness.checks.busy_wait import busy_wait
from harness.checks.crash import crash
from harness.checks.deadlock import deadlock
from harness.checks.leak import leak
from harness.checks.livelock import livelock
from harness.checks.starvation import starvation
from harness.checks.stuck import stuck
from harness.result import Finding
from harness.trace import Trace

CHECKS = (starvation, crash, deadlock, leak, stuck, livelock, busy_wait)
"""In the order in which they are asked: the first one that answers gives the execution its verdict."""


def judge(trace: Trace) -> Finding | None:
    """Return what is wrong with an execution, or None."""
    for check in CHECKS:
        finding = check(trace)
        if finding is not None:
            return finding
    return None


__all__ = ["CHECKS", "judge"]
