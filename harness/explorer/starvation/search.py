"""The search for starvation: for a call that others can bypass forever, although scheduling is fair.

It runs memoryless schedulers (``fair_cycles``), whose executions run into cycles. If a call stays open through a
cycle while other threads begin and end theirs, the cycle is repeated ``TIMES`` times. If it repeats, and every thread
that can run in it does run, prefix and cycle are a lasso: under fair scheduling the call never ends. Equal states are
not assumed but tested, so that what is reported is an execution that really ran: a fair cycle in the sense of
Musuvathi and Qadeer, "Fair stateless model checking", PLDI 2008.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from ...trace import Choice
from ...world.scheduler.thread import Chooser
from .bypasses import Bypasses
from .fair_cycles import MemorylessScheduler, OpenCalls, Positions
from .lasso import Lasso

TIMES = 40
"""Rounds after which a cycle counts as one that repeats forever."""

WITHOUT_CHOICE = 5
"""Executions in a row without a choice, after which no execution with one is expected."""


@dataclass(frozen=True)
class FairCycle:
    """A lasso under which a call starves.

    Attributes:
        victim: number of the thread whose call never ends.
        choices: of the prefix and of one round.
        start: number of the choice at which the rounds begin.
        bypasses: the number of bypasses by each other thread in all rounds, by its number.
    """

    victim: int
    choices: list[Choice]
    start: int
    bypasses: dict[int, int]


class StarvationSearch:
    """A search for starvation in one program.

    Args:
        run: runs a schedule, and returns its choices.
        stop: ends the present execution.
        positions: returns where the threads are in the program.
        bypasses: of the present execution.

    Attributes:
        tried: executions so far.
    """

    def __init__(
        self,
        run: Callable[[Chooser], list[Choice]],
        stop: Callable[[], None],
        positions: Callable[[], Positions],
        bypasses: Bypasses,
    ) -> None:
        self._run = run
        self._stop = stop
        self._positions = positions
        self._bypasses = bypasses
        self.tried = 0

    def search(self, rng: Random, executions: int) -> FairCycle | None:
        """Try memoryless schedulers until a call starves under one of them.

        Args:
            rng: the source of all random choices.
            executions: the most schedulers; the executions that repeat a cycle are not counted.
        """
        without_choice = schedulers = 0
        while schedulers < executions and without_choice < WITHOUT_CHOICE:
            schedulers += 1
            scheduler = MemorylessScheduler(rng, self._stop, self._positions, self._open_calls)
            self.tried += 1
            choices = self._run(scheduler)
            without_choice = without_choice + 1 if len(choices) < 2 else 0
            for start, end, victim in scheduler.found:
                found = self.repeat(choices[:end], start, victim)
                if found is not None:
                    return found
        return None

    def _open_calls(self) -> OpenCalls:
        return {thread: (call.number, call.bypasses.total()) for thread, call in self._bypasses.open.items()}

    def repeat(self, choices: list[Choice], start: int, victim: int) -> FairCycle | None:
        """Repeat a cycle; return None if it does not repeat, is not fair, or the victim's call ends.

        Args:
            choices: of the prefix and of one round.
            start: number of the choice at which the cycle begins.
            victim: number of the thread whose call stays open.
        """
        calls: list[int] = []

        def same_call() -> bool:
            now = self._bypasses.open.get(victim)
            calls.append(now.number if now is not None else -1)
            return calls[-1] == calls[0] != -1

        lasso = Lasso(choices, start, TIMES, self._stop, same_call)
        self.tried += 1
        self._run(lasso)
        now = self._bypasses.open.get(victim)
        if not lasso.complete or lasso.missed or not lasso.fair or now is None or now.bypasses.total() < TIMES:
            return None
        return FairCycle(victim, choices, start, dict(now.bypasses))
