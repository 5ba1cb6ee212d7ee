"""leak: a thread of the code under test outlives the test, or a lock is still held when all threads have ended."""

from __future__ import annotations

from ..facts import LeakedLocks, LeakedThread
from ..result import Finding
from ..trace import Trace
from ..verdict import Verdict


def leak(trace: Trace) -> Finding | None:
    """Report a thread of the code under test that outlives the test, or else the locks left held.

    A blocked execution in which a thread of the test itself waits is no leak: other checks have more to say of it.
    """
    if not trace.left:
        return _unreleased(trace)
    if trace.ending == "blocked" and any(one.ours for one in trace.waiting):
        return None
    first = trace.left[0]
    facts = LeakedThread(first.thread, first.place)
    return Finding(Verdict.LEAK, facts, first.place, soft=trace.ending == "done")


def _unreleased(trace: Trace) -> Finding | None:
    """Report locks for which no thread waits now, but the next one to acquire them would wait forever."""
    if not trace.unreleased:
        return None
    return Finding(Verdict.LEAK, LeakedLocks(tuple(trace.unreleased)), trace.unreleased[0].place, soft=True)
