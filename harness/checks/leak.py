"""leak: a thread that the code under test started is still there when the test has ended, or a lock is still held."""

from __future__ import annotations

from harness.checks.words import at
from harness.result import Finding
from harness.trace import Trace
from harness.verdict import Verdict


def leak(trace: Trace) -> Finding | None:
    """The test is over, and only threads of the code under test are left, or what a call took and owes."""
    if not trace.left:
        return _kept(trace)
    if trace.ending == "blocked" and any(one.ours for one in trace.waiting):
        return None
    first = trace.left[0]
    message = f"{first.thread}, started by the kata, is still alive when the test has ended{at(first.place)}."
    return Finding(Verdict.LEAK, message, first.place, soft=trace.ending == "done")


def _kept(trace: Trace) -> Finding | None:
    """Nobody waits for it now, and whoever comes next would wait for ever."""
    if not trace.unreleased:
        return None
    first = trace.unreleased[0]
    message = f"{first.thread} took {first.label}{at(first.place)} and has ended without giving it back."
    evidence = tuple(f"{one.label} is still held: {one.thread} took it{at(one.place)}" for one in trace.unreleased)
    return Finding(Verdict.LEAK, message, first.place, evidence, soft=True)
