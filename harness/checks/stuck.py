"""stuck: a thread waits for a signal, there is no cycle, and no thread is left to send it.

The usual reasons are a lost wake-up, a signal that is missing altogether, and a lock that a call has left behind.
"""

from __future__ import annotations

from ..facts import AbandonedLock, LostWakeup, Wait
from ..result import Finding
from ..trace import JOIN, BlockedThread, Trace
from ..verdict import Verdict
from .deadlock import abandoned


def stuck(trace: Trace) -> Finding | None:
    """Report the threads of a blocked execution that wait for a signal; ``deadlock`` is asked before."""
    if trace.ending != "blocked" or not trace.waiting:
        return None
    for one in trace.waiting:
        if one.left is not None:  # whatever the others wait for, this one will never get its lock
            left = AbandonedLock(one.thread, one.label, one.left.thread, one.place, ended=False)
            return abandoned(Verdict.STUCK, one, left)
    first = next((one for one in trace.waiting if one.kind != JOIN and not one.daemon), trace.waiting[0])
    signalled = [one for one in trace.waiting if one.kind != JOIN]
    others = tuple(one.thread for one in signalled if one is not first)
    facts = LostWakeup(_wait(first), others, tuple(_wait(one) for one in signalled))
    return Finding(Verdict.STUCK, facts, first.place)


def _wait(one: BlockedThread) -> Wait:
    return Wait(one.thread, one.label, one.place, one.notify)
