"""Which strategy makes which schedule."""

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
from harness.strategies.surw import SURW

AUTO = "auto"
STRATEGIES: dict[str, Callable[[], Strategy]] = {
    "random": RandomWalk,
    "pct1": lambda: PCT(1),
    "pct2": lambda: PCT(2),
    "pct3": lambda: PCT(3),
    "pos": POS,
    "surw": SURW,
    "ipb": PreemptionBounding,
    "idb": DelayBounding,
    "dfs": DepthFirst,
    "dpor": DPOR,
}
"""By the name that the command line takes; besides them there is ``auto``."""
PROBES = 40
"""Classes run before it is judged whether all of them fit into the budget."""
STRETCH = 125
"""Schedules of one stretch."""
LEARNING = 50
"""Schedules after which a sampler that is alone has learned what it will."""
APART = 2
"""So many samples come between two probes; once all classes fit, so many classes between two samples."""


class Portfolio:
    """The strategies of one search, one a schedule.

    A plan has a beginning, and stretches that know of the beginning but not of each other, so that any
    process can run any of them and the whole comes out the same.

    ``auto`` begins with what costs nothing and finds the plainest failures. Then samplers that fail on different
    programs come in turn with one schedule of each class, until no class is left. If there are too many classes
    for the budget, that is the end of the beginning; the stretches are of samplers alone.

    Args:
        name: a name of ``STRATEGIES``, or ``auto``.
        budget: how long the search may take.

    Attributes:
        classes: the search through all classes, if there is one.

    Raises:
        ValueError: there is no such strategy.
    """

    def __init__(self, name: str, budget: Budget) -> None:
        if name != AUTO and name not in STRATEGIES:
            raise ValueError(f"{name!r} is no strategy; there are auto, {', '.join(STRATEGIES)}")
        self.budget = budget
        self.only = STRATEGIES[name]() if name != AUTO else None
        self.classes = DPOR() if name == AUTO else self.only if isinstance(self.only, DPOR) else None
        self._surw = SURW()
        self._runs = 0
        self._kept = True

    def beginning(self) -> Iterator[Strategy | None]:
        """What every process does first; None stands for fair round robin."""
        if self.only is None:
            yield from self._auto()
        elif systematic(self.only):
            while not self.spent:
                yield self.only
        else:
            for _ in range(LEARNING):
                yield self.only

    def stretch(self) -> Iterator[Strategy]:
        """One of the stretches; all of them are alike, but for chance."""
        if self.only is None:
            samplers = cycle(_rounds(POS(), copy.deepcopy(self._surw)))
        else:
            samplers = cycle([copy.deepcopy(self.only)])
        return islice(samplers, STRETCH)

    def _auto(self) -> Iterator[Strategy | None]:
        pos = POS()
        yield pos
        yield NonPreemptive(youngest=True)
        yield None
        for number, sampler in enumerate(cycle(_rounds(pos, self._surw)), 1):
            yield sampler
            if number % APART == 0 or self._runs >= PROBES:
                for _ in range(APART if self._runs >= PROBES else 1):
                    if self.spent or not self._fits():
                        break
                    self._runs += 1
                    yield self.classes
            if number >= APART * PROBES and (self.spent or not self._fits()):
                return

    @property
    def spent(self) -> bool:
        """Nothing is left to try."""
        strategy = self.only if self.only is not None else self.classes
        return systematic(strategy) and strategy.spent

    @property
    def only_spent(self) -> bool:
        """The one strategy asked for has nothing left."""
        return self.only is not None and self.spent

    @property
    def proved(self) -> bool:
        """Each class of schedules was tried, and no doubt is left that those were all."""
        classes = self.classes
        if classes is None or classes.diverged or classes.unmodelled or classes.doubtful:
            return False
        return classes.spent

    def _fits(self) -> bool:
        """The classes left are few enough, as far as can be told."""
        classes = self.classes
        if classes is None or classes.diverged or classes.unmodelled:
            return False
        if self._runs < PROBES or self._runs % PROBES:
            return self._runs < PROBES or self._kept
        self._kept = classes.explored() * self.budget.schedules >= self._runs
        return self._kept


def _rounds(pos: POS, surw: SURW) -> list[Strategy]:
    """The samplers of ``auto``, those that find most coming most often."""
    return [pos, surw, PCT(3), surw, pos, PCT(2), surw, RandomWalk(), pos, surw, PCT(1), Reluctant()]
