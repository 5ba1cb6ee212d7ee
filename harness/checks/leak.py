"""leak: a thread that the code under test started is still there when the test has ended."""

from __future__ import annotations

from harness.checks.words import at
from harness.trace import Finding, Trace, Verdict


def leak(trace: Trace) -> Finding | None:
    """The test is over, and only threads of the code under test are left."""
    if not trace.left:
        return None
    if trace.ending == "blocked" and any(one.ours for one in trace.waiting):
        return None
    first = trace.left[0]
    message = f"{first.thread}, started by the kata, is still alive when the test has ended{at(first.place)}."
    return Finding(Verdict.LEAK, message, first.place, soft=trace.ending == "done")
