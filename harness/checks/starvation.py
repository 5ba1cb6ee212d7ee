"""starvation: a call that others can pass over for ever, although scheduling is fair.

Fair means: in the part of the execution that repeats, whoever can go on does, and each lock and semaphore serves
who has waited longest (a strong semaphore, Downey: "The Little Book of Semaphores", 4.2.3 and 4.3).
"""

from __future__ import annotations

from harness.checks.words import at, listed
from harness.result import Finding
from harness.trace import Trace
from harness.verdict import Verdict


def starvation(trace: Trace) -> Finding | None:
    """Others call again and again in a part that repeats, and one call never ends."""
    starved = trace.starved
    if starved is None:
        return None
    others = [name for name, calls in starved.passed if calls]
    message = f"{starved.thread} can wait for ever{at(starved.place)} while {listed(others)} "
    message += "goes on and on." if len(others) == 1 else "take turns."
    total = sum(calls for _, calls in starved.passed)
    by = listed([f"{name} {calls} times" for name, calls in starved.passed if calls])
    evidence = (
        f"passed over {total} times in {starved.times} rounds of {starved.steps} steps: by {by}",
        "fair: whoever could go on did, in every round; who waited longest was served first",
    )
    return Finding(Verdict.STARVATION, message, starved.place, evidence)
