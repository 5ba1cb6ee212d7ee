"""stuck: a thread waits for a signal, there is no cycle, and no thread is left to send it.

The usual reasons are a lost wake-up and a signal that is missing altogether.
"""

from __future__ import annotations

from ..facts import LostWakeup, Wait
from ..result import Finding
from ..trace import JOIN, BlockedThread, Trace
from ..verdict import Verdict


def stuck(trace: Trace) -> Finding | None:
    """Report the threads of a blocked execution that wait for a signal; ``deadlock`` is asked before."""
    if trace.ending != "blocked" or not trace.waiting:
        return None
    first = next((one for one in trace.waiting if one.kind != JOIN and not one.daemon), trace.waiting[0])
    signalled = [one for one in trace.waiting if one.kind != JOIN]
    others = tuple(one.thread for one in signalled if one is not first)
    facts = LostWakeup(_wait(first), others, tuple(_wait(one) for one in signalled))
    return Finding(Verdict.STUCK, facts, first.place)


def _wait(one: BlockedThread) -> Wait:
    return Wait(one.thread, one.label, one.place, one.notify)
