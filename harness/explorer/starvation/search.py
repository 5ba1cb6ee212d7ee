"""Looks for a call that others can pass over for ever, although everybody is scheduled fairly.

Schedulers without memory are tried (``fair_cycles.Orbit``): where threads stand decides who goes on. When the
threads stand again as they stood before, and one call has been under way all the time while others began and
ended, that part is run again and again. A part that repeats for as long as one likes, and in which whoever can
go on does, is a lasso: under fair scheduling the call never ends. That the states are the same is not assumed, it is
tried out; so what is reported is an execution that was really run, a fair cycle in the sense of
Musuvathi and Qadeer, "Fair stateless model checking", PLDI 2008.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from harness.explorer.starvation.bypasses import Bypasses
from harness.explorer.starvation.fair_cycles import MemorylessScheduler, Standing, Under
from harness.explorer.starvation.lasso import Lasso

TIMES = 40
"""Repetitions after which a part is held to repeat for ever."""

ALONE = 5
"""Executions in a row without a choice, after which no other is expected."""


@dataclass(frozen=True)
class FairCycle:
    """A lasso.

    Attributes:
        victim: number of the thread whose call never ends.
        choices: of the beginning and of one round.
        start: number of the choice at which the rounds begin.
        passed: calls of each other thread in all rounds, by number.
    """

    victim: int
    choices: list[int]
    start: int
    passed: dict[int, int]


class StarvationSearch:
    """A search for starvation.

    Args:
        run: runs a chooser's schedule, and gives its choices.
        stop: ends the present execution.
        standing: where the threads stand in the program.
        calls: of the present execution.

    Attributes:
        tried: executions so far.
    """

    def __init__(
        self,
        run: Callable[[Any], list[int]],
        stop: Callable[[], None],
        standing: Callable[[], Standing],
        calls: Bypasses,
    ) -> None:
        self._run = run
        self._stop = stop
        self._standing = standing
        self._calls = calls
        self.tried = 0

    def search(self, rng: Random, executions: int) -> FairCycle | None:
        """Try schedulers until one starves somebody.

        Args:
            rng: chance.
            executions: at most so many; those that repeat a part come besides.
        """
        alone = orbits = 0
        while orbits < executions and alone < ALONE:
            orbits += 1
            orbit = MemorylessScheduler(rng, self._stop, self._standing, self._under)
            self.tried += 1
            choices = self._run(orbit)
            alone = alone + 1 if len(choices) < 2 else 0
            for start, end, victim in orbit.found:
                found = self.pump(choices[:end], start, victim)
                if found is not None:
                    return found
        return None

    def _under(self) -> Under:
        return {thread: (call.number, call.passed.total()) for thread, call in self._calls.open.items()}

    def pump(self, choices: list[int], start: int, victim: int) -> FairCycle | None:
        """Repeat a part; None if it does not repeat, or is not fair, or the victim gets through."""
        call: list[int] = []

        def same() -> bool:
            now = self._calls.open.get(victim)
            call.append(now.number if now is not None else -1)
            return call[-1] == call[0] != -1

        lasso = Lasso(choices, start, TIMES, self._stop, same)
        self.tried += 1
        self._run(lasso)
        now = self._calls.open.get(victim)
        if lasso.missed or not lasso.fair or now is None or now.passed.total() < TIMES:
            return None
        return FairCycle(victim, choices, start, dict(now.passed))
