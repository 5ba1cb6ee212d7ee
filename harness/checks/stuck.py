"""stuck: blocked with no cycle, and nobody left to wake it (a lost wake-up, a missing signal)."""

from __future__ import annotations

from harness.checks.words import at, listed
from harness.result import Finding
from harness.trace import JOIN, BlockedThread, Trace
from harness.verdict import Verdict


def stuck(trace: Trace) -> Finding | None:
    """A thread waits for a signal that no thread will ever give."""
    if trace.ending != "blocked" or not trace.waiting:
        return None
    first = next((one for one in trace.waiting if one.kind != JOIN and not one.daemon), trace.waiting[0])
    others = [one.thread for one in trace.waiting if one.kind != JOIN and one is not first]
    message = f"{first.thread} waits for {first.label}{at(first.place)}, and nobody is left to wake it."
    evidence = tuple(_line(one) for one in trace.waiting if one.kind != JOIN)
    if others:
        message = message[:-1] + f"; {listed(others)} {'waits' if len(others) == 1 else 'wait'} too."
    return Finding(Verdict.STUCK, message, first.place, evidence)


def _line(one: BlockedThread) -> str:
    return f"{one.thread} waits for {one.label}{at(one.place)}" + (f"; {one.note}" if one.note else "")
