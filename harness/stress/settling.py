"""Settling: tells when every thread of a stressed program but one is quiescent.

A wait for a lock is certain at a glance. Polling takes a while to tell from work: a thread polls if, over a stretch in
which no thread changed anything and no other thread moved, it went through its loop several times. It has then seen the
last change and went on polling.
"""

from __future__ import annotations

import time

from .thread import RealThread, WakeUpEvent
from .thread_registry import ThreadRegistry

ASLEEP = 0.05
"""Seconds after which a thread in ``time.sleep`` counts as waiting."""
POLLING, POLLS = 0.03, 3
"""Seconds, and iterations of loops, without a change after which a thread that polls counts as waiting."""
SOON, PATIENCE = 0.03, 0.07
"""Seconds. A thread whose wait times out within ``SOON`` is not quiescent yet; it is given ``PATIENCE`` at most, in
which a thread that polls with a timeout has come back."""
LOOK = 0.002
"""Seconds between two looks at the threads when nothing is signalled."""


def settle(registry: ThreadRegistry) -> None:
    """Let the calling thread wait until every other thread is quiescent or has ended."""
    me = registry.current()
    registry.raise_if_ended()
    registry.before_wait(me)
    wake_up = WakeUpEvent()
    quiescence = _Quiescence(registry, me)
    me.settling = True
    me.wait_parity += 1
    registry.wake_up_events.append(wake_up)
    registry.signal_if_quiet()
    try:
        while not registry.ended and not quiescence.reached():
            wake_up.wait(LOOK)
    finally:
        registry.wake_up_events.remove(wake_up)
        me.wait_parity += 1
        me.settling = False
    registry.raise_if_ended()


class _Quiescence:
    """Watches until every thread but one is quiescent.

    Args:
        registry: of the threads.
        spared: the thread that waits for the others.
    """

    def __init__(self, registry: ThreadRegistry, spared: RealThread) -> None:
        self._registry = registry
        self._spared = spared
        self._patience = time.monotonic() + PATIENCE
        self._begin()

    def _begin(self) -> None:
        self._since = time.monotonic()
        self._before = {
            thread: (thread.wait_parity, thread.iterations, thread.writes, thread.points) for thread in self._others()
        }

    def _others(self) -> list[RealThread]:
        return [thread for thread in self._registry.threads if not thread.ended and thread is not self._spared]

    def reached(self) -> bool:
        """True when every other thread waits, sleeps, polls, or has ended."""
        if self._registry.quiescent(self._spared, self._is_idle) is not None:
            return not self._times_out_soon()
        if self._others() != list(self._before) or any(self._worked(thread) for thread in self._before):
            self._begin()
        elif time.monotonic() - self._since > POLLING:
            excuse = self._is_idle_or_polls
            return self._registry.quiescent(self._spared, excuse) is not None
        return False

    def _times_out_soon(self) -> bool:
        if time.monotonic() > self._patience:
            return False
        moments = [thread.deadline for thread in self._others() if thread.deadline is not None]
        return bool(moments) and min(moments) < self._registry.clock.now() + SOON

    def _is_idle(self, thread: RealThread) -> bool:
        asleep_since = thread.asleep_since
        return thread.settling or (asleep_since is not None and time.monotonic() - asleep_since > ASLEEP)

    def _worked(self, thread: RealThread) -> bool:
        parity, iterations, writes, _ = self._before[thread]
        return thread.writes != writes or (thread.wait_parity != parity and thread.iterations == iterations)

    def _is_idle_or_polls(self, thread: RealThread) -> bool:
        if self._is_idle(thread):
            return True
        _, before, _, points = self._before[thread]
        iterations = thread.iterations - before
        return iterations >= POLLS and thread.points - points >= 2 * iterations  # each iteration reads something
