"""starvation: other threads can bypass a call forever, although scheduling is fair.

Fair means: in the part of the execution that repeats, every thread that can run does run, and each lock and semaphore
serves the thread that has waited longest (a strong semaphore, Downey: "The Little Book of Semaphores", 4.2.3 and 4.3).
"""

from __future__ import annotations

from ..facts import Starvation
from ..result import Finding
from ..trace import Trace
from ..verdict import Verdict


def starvation(trace: Trace) -> Finding | None:
    """Report a call that never ends while other threads begin and end calls again and again."""
    starved = trace.starved
    if starved is None:
        return None
    bypasses = tuple((name, calls) for name, calls in starved.passed if calls)
    facts = Starvation(starved.thread, starved.place, bypasses, starved.times, starved.steps)
    return Finding(Verdict.STARVATION, facts, starved.place)
