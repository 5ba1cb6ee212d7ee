"""livelock: all run, none advances, under fair scheduling, past the step bound.

Fairness after Musuvathi and Qadeer, "Fair stateless model checking", PLDI 2008: only an execution
that a fair scheduler cannot end is accused; one that merely needs more steps is not.
"""

from __future__ import annotations

from harness.checks.words import at, listed
from harness.result import Finding
from harness.trace import Trace
from harness.verdict import Verdict


def livelock(trace: Trace) -> Finding | None:
    """Threads still go round in circles after a long stretch of fair scheduling."""
    if trace.ending != "endless" or not trace.endless:
        return None
    polls_only = all(spin.polls and not spin.writes for spin in trace.endless)
    if trace.settling and polls_only and not trace.may_spin:
        return None  # asked to wait, they poll: that is a busy wait
    first = trace.endless[0]
    names = [spin.thread for spin in trace.endless]
    evidence = tuple(f"{spin.thread} still runs{at(spin.place)}" for spin in trace.endless)
    if len(names) == 1:
        message = f"{first.thread} runs for ever and never advances{at(first.place)}."
    else:
        message = f"{listed(names)} all run and none of them advances{at(first.place)}."
    return Finding(Verdict.LIVELOCK, message, first.place, evidence)
