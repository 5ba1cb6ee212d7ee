"""The stress engine's side of the fixtures: settling, witnesses and fault injection on real threads."""

from __future__ import annotations

import _thread
import time
from collections.abc import Callable
from random import Random
from typing import Any

from harness.stress.seeds import chance
from harness.stress.thread import RealThread, WakeUpEvent
from harness.stress.thread_registry import ThreadRegistry

NAP = 0.05
"""Seconds after which a sleeper counts as one that waits."""
MANY = 10
"""Calls of a thread that is to call for ever."""
STUMBLING = 0.25
"""How often a callback raises that may."""
POLLING, POLLS = 0.03, 3
"""Seconds and rounds of loops without a change after which a thread that polls counts as waiting."""
SOON, PATIENCE = 0.03, 0.07
"""Seconds: whose wait ends so soon does not rest yet, for so long at most: who polls so has come back by then."""


class StressContractEngine:
    """The engine that the fixtures of a contract talk to (see ``harness.contract.fixtures.Engine``).

    Args:
        book: the threads.
        threading: the program's.
        seed: of the series of runs; decides which callbacks raise.
    """

    def __init__(self, book: ThreadRegistry, threading: Any, seed: int) -> None:
        self.book = book
        self.threading = threading
        self._clock = _thread.allocate_lock()
        self._time = 0
        self._seed = seed
        self.begin(0)

    def begin(self, run: int) -> None:
        """Start the fault injection of a run anew.

        Args:
            run: its number, from 1.
        """
        self._run = run
        self._faults: dict[int, Random] = {}
        """By thread number: with one generator for all threads, the OS's schedule would decide which call fails."""

    def settle(self) -> None:
        """Wait until every other thread waits or has ended.

        One that sleeps, or goes round a loop without changing anything, counts once it has done so
        for a moment: whether it should is for the explorer to say.
        """
        book = self.book
        me = book.current()
        book.alive()
        book.parks(me)
        bell = WakeUpEvent()
        rest = _Rest(book, me)
        me.settling = True
        me.turn += 1
        book.bells.append(bell)
        book.ring_if_quiet()
        try:
            while not book.dead and not rest.has_come():
                bell.wait(0.002)
        finally:
            book.bells.remove(bell)
            me.turn += 1
            me.settling = False
        book.alive()

    def waits(self, thread: Any) -> bool:
        """The thread has not ended."""
        return any(one.object is thread and not one.over for one in self.book.threads)

    def forever(self, function: Callable[[], Any]) -> None:
        """Call a function a few times: who starves is for the explorer to say."""
        for _ in range(MANY):
            function()

    def must_end(self, thread: Any) -> None:
        """The thread must come to its end, although it is a daemon."""
        for one in self.book.threads:
            if one.object is thread:
                one.daemon = False

    def tick(self) -> int:
        """The next logical time."""
        with self._clock:
            self._time += 1
            return self._time

    def silently(self, work: Callable[[], Any]) -> Any:
        """Do something that is no part of the program."""
        return work()

    def stumbles(self, error: BaseException) -> bool:
        """One callback in a few raises."""
        number = self.book.current().number
        if number not in self._faults:
            self._faults[number] = chance(self._seed, self._run, f"faults/{number}")
        return self._faults[number].random() < STUMBLING

    def witness(self, description: str, predicate: Callable[[], bool]) -> None:
        """What is possible is for the explorer to say."""


class _Rest:
    """Tells when everybody but one thread rests.

    Waiting in a lock is certain at a glance. Polling takes a while to tell from work: over a stretch
    in which nobody changed anything and nobody else moved, the poller went round its loop several
    times, so it saw the last change and went on polling.
    """

    def __init__(self, book: ThreadRegistry, spared: RealThread) -> None:
        self._book = book
        self._spared = spared
        self._patience = time.monotonic() + PATIENCE
        self._begin()

    def _begin(self) -> None:
        self._since = time.monotonic()
        self._before = {thread: (thread.turn, thread.rounds, thread.writes, thread.points) for thread in self._others()}

    def _others(self) -> list[RealThread]:
        return [thread for thread in self._book.threads if not thread.done and thread is not self._spared]

    def has_come(self) -> bool:
        """Every other thread waits, sleeps, polls, or has ended."""
        if self._book.still(self._spared, self._idle) is not None:
            return not self._comes_back_soon()
        if self._others() != list(self._before) or any(self._worked(thread) for thread in self._before):
            self._begin()
        elif time.monotonic() - self._since > POLLING:
            return self._book.still(self._spared, lambda thread: self._idle(thread) or self._polls(thread)) is not None
        return False

    def _comes_back_soon(self) -> bool:
        if time.monotonic() > self._patience:
            return False
        moments = [thread.deadline for thread in self._others() if thread.deadline is not None]
        return bool(moments) and min(moments) < self._book.clock.now() + SOON

    def _idle(self, thread: RealThread) -> bool:
        asleep = thread.asleep
        return thread.settling or (asleep is not None and time.monotonic() - asleep > NAP)

    def _worked(self, thread: RealThread) -> bool:
        turn, rounds, writes, _ = self._before[thread]
        return thread.writes != writes or (thread.turn != turn and thread.rounds == rounds)

    def _polls(self, thread: RealThread) -> bool:
        _, rounds, _, points = self._before[thread]
        gone = thread.rounds - rounds
        return gone >= POLLS and thread.points - points >= 2 * gone  # in each round it looks at something
