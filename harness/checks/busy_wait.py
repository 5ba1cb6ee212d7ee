"""busy_wait: a loop that polls shared state, or tries a lock, again and again.

A thread busy-waits when it goes around one ``while`` loop hundreds of times while no other thread runs, without
changing anything. A ``while`` loop around ``Condition.wait`` blocks, and a bounded retry ends, so neither counts.
"""

from __future__ import annotations

from ..facts import BusyWait
from ..result import Finding
from ..trace import Trace
from ..verdict import Verdict


def busy_wait(trace: Trace) -> Finding | None:
    """Report the first thread that runs where it should wait."""
    spins = trace.endless if trace.ending == "endless" else trace.spun
    if not spins or trace.may_spin:
        return None
    first = spins[0]
    facts = BusyWait(first.thread, first.place)
    return Finding(Verdict.BUSY_WAIT, facts, first.place, soft=trace.ending != "endless")
