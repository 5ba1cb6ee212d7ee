"""busy_wait: a loop that polls shared state or tries a lock again and again.

Seen when a thread goes round one ``while`` loop hundreds of times while nobody else runs, without
changing anything; a ``while`` around ``Condition.wait`` blocks, and a bounded retry ends.
"""

from __future__ import annotations

from harness.checks.words import at
from harness.result import Finding
from harness.trace import Trace
from harness.verdict import Verdict


def busy_wait(trace: Trace) -> Finding | None:
    """A thread that should wait runs instead."""
    spins = trace.endless if trace.ending == "endless" else trace.spun
    if not spins or trace.may_spin:
        return None
    first = spins[0]
    message = f"{first.thread} polls{at(first.place)} instead of waiting to be woken."
    return Finding(Verdict.BUSY_WAIT, message, first.place, (), soft=trace.ending != "endless")
