"""The checks: one kind of failure a file, each a question to the trace of an execution, answered with facts."""

from __future__ import annotations

from ..result import Finding
from ..trace import Trace
from .busy_wait import busy_wait
from .crash import crash
from .deadlock import deadlock
from .leak import leak
from .livelock import livelock
from .starvation import starvation
from .stuck import stuck

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
