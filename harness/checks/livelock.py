"""livelock: threads run past the step bound under fair scheduling, and none of them makes progress.

Fairness follows Musuvathi and Qadeer, "Fair stateless model checking", PLDI 2008: an execution is accused only if a
fair scheduler cannot end it; one that merely needs more steps is not.
"""

from __future__ import annotations

from ..facts import Livelock, RunsForever, ThreadAt
from ..result import Finding
from ..trace import Trace
from ..verdict import Verdict


def livelock(trace: Trace) -> Finding | None:
    """Report threads that still run in loops after a long stretch of fair scheduling."""
    if trace.ending == "forever":
        servers = tuple(ThreadAt(spin.thread, spin.place) for spin in trace.endless)
        return Finding(Verdict.ERROR, RunsForever(servers, trace.steps), servers[0].place, soft=True)
    if trace.ending != "endless" or not trace.endless:
        return None
    polls_only = all(spin.polls and not spin.writes for spin in trace.endless)
    if trace.settling and polls_only and not trace.may_spin:
        return None  # the test expects them to wait, and they poll instead: that is a busy wait
    loops = tuple(ThreadAt(spin.thread, spin.place) for spin in trace.endless)
    return Finding(Verdict.LIVELOCK, Livelock(loops), loops[0].place)
