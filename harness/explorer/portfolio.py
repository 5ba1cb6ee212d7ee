"""The portfolio: which strategy chooses which schedule of a search."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from itertools import cycle, islice

from harness.explorer.budget import Budget
from harness.strategies.bounded import DelayBounding, PreemptionBounding
from harness.strategies.depth_first import DepthFirst
from harness.strategies.dpor import DPOR
from harness.strategies.non_preemptive import NonPreemptive
from harness.strategies.pct import PCT
from harness.strategies.pos import POS
from harness.strategies.protocol import Strategy, systematic
from harness.strategies.random_walk import RandomWalk, Reluctant
from harness.strategies.rff import ReadsFromFeedback
from harness.strategies.surw import SURW

AUTO = "auto"
STRATEGIES: dict[str, Callable[[], Strategy]] = {
    "random": RandomWalk,
    "pct1": lambda: PCT(1),
    "pct2": lambda: PCT(2),
    "pct3": lambda: PCT(3),
    "pos": POS,
    "surw": SURW,
    "rff": ReadsFromFeedback,
    "ipb": PreemptionBounding,
    "idb": DelayBounding,
    "dfs": DepthFirst,
    "dpor": DPOR,
}
"""All strategies by their names on the command line, where there is also ``auto``."""
TRIAL = 40
"""DPOR executions before an estimate whether all equivalence classes fit into the budget."""
STRETCH = 125
"""Schedules of one stretch."""
LEARNING = 50
"""Schedules after which a random strategy that runs alone has learned the program's profile."""
RATIO = 2
"""The ratio of random samples to DPOR executions during the trial; once all classes are expected to fit into the
budget, the ratio of DPOR executions to random samples."""


class Portfolio:
    """The sequence of strategies of one search, one strategy for each schedule.

    A search has a beginning and stretches. A stretch depends on the beginning but on no other stretch, so that any
    process can run any of them and the result of the whole search is the same.

    ``auto`` begins with a few cheap schedules that show the simplest failures. Then random strategies, which are weak
    on different programs, alternate with dynamic partial-order reduction (DPOR), which runs one schedule of each
    equivalence class, until no class is left. If there are too many classes for the budget, the beginning ends
    there, and the stretches consist of random strategies only.

    Args:
        name: a name of ``STRATEGIES``, or ``auto``.
        budget: of the whole search.

    Attributes:
        only: the one strategy asked for; None for ``auto``.
        dpor: the reduction, if it is part of the portfolio.

    Raises:
        ValueError: there is no such strategy.
    """

    def __init__(self, name: str, budget: Budget) -> None:
        if name != AUTO and name not in STRATEGIES:
            raise ValueError(f"there is no strategy {name!r}; the strategies are auto, {', '.join(STRATEGIES)}")
        self.budget = budget
        self.only = STRATEGIES[name]() if name != AUTO else None
        self.dpor = DPOR() if name == AUTO else self.only if isinstance(self.only, DPOR) else None
        self._surw = SURW()
        self._rff = ReadsFromFeedback()
        self._dpor_runs = 0
        self._expected_to_fit = True

    def beginning(self) -> Iterator[Strategy | None]:
        """Yield the strategies that every process runs first; None stands for fair round robin."""
        if self.only is None:
            yield from self._auto()
        elif systematic(self.only):
            while not self.spent:
                yield self.only
        else:
            for _ in range(LEARNING):
                yield self.only

    def stretch(self) -> Iterator[Strategy]:
        """Yield the strategies of one stretch; two stretches differ only by their random numbers."""
        if self.only is None:
            samplers = cycle(_samplers(POS(), copy.deepcopy(self._surw), copy.deepcopy(self._rff)))
        else:
            samplers = cycle([copy.deepcopy(self.only)])
        return islice(samplers, STRETCH)

    def _auto(self) -> Iterator[Strategy | None]:
        pos = POS()
        yield pos
        yield NonPreemptive(youngest=True)
        yield None
        for number, sampler in enumerate(cycle(_samplers(pos, self._surw, self._rff)), 1):
            yield sampler
            if number % RATIO == 0 or self._dpor_runs >= TRIAL:
                for _ in range(RATIO if self._dpor_runs >= TRIAL else 1):
                    if self.spent or not self._fits():
                        break
                    self._dpor_runs += 1
                    yield self.dpor
            if number >= RATIO * TRIAL and (self.spent or not self._fits()):
                return

    @property
    def spent(self) -> bool:
        """Whether a systematic strategy has no schedule left."""
        strategy = self.only if self.only is not None else self.dpor
        return systematic(strategy) and strategy.spent

    @property
    def only_spent(self) -> bool:
        """Whether the one strategy asked for has no schedule left."""
        return self.only is not None and self.spent

    @property
    def proved(self) -> bool:
        """Whether a schedule of each equivalence class was tried, and there is no doubt that these are all classes."""
        dpor = self.dpor
        if dpor is None or dpor.diverged or dpor.unmodelled or dpor.doubtful:
            return False
        return dpor.spent

    @property
    def unproved(self) -> str:
        """The reason for which nothing is proved although all operations seen are modelled; "" if there is none."""
        return self.dpor.doubtful if self.dpor is not None else ""

    def _fits(self) -> bool:
        """Return whether all classes are expected to fit into the budget."""
        dpor = self.dpor
        if dpor is None or dpor.diverged or dpor.unmodelled:
            return False
        if self._dpor_runs < TRIAL or self._dpor_runs % TRIAL:
            return self._dpor_runs < TRIAL or self._expected_to_fit
        self._expected_to_fit = dpor.explored() * self.budget.schedules >= self._dpor_runs
        return self._expected_to_fit


def _samplers(pos: POS, surw: SURW, rff: ReadsFromFeedback) -> list[Strategy]:
    """Return the random strategies of ``auto`` in their order; those that find most failures come most often."""
    return [
        *(pos, rff, surw, PCT(3), rff, surw, pos, rff, PCT(2)),
        *(surw, rff, RandomWalk(), pos, rff, surw, PCT(1), rff, Reluctant()),
    ]
