"""The portfolio: which strategy chooses which schedule of a search."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from itertools import chain, cycle, islice

from ..part import Assumed
from ..result import Proof
from ..strategies.bounded import DelayBounding, PreemptionBounding
from ..strategies.bounded_dpor import BoundedDPOR
from ..strategies.depth_first import DepthFirst
from ..strategies.dpor import DPOR
from ..strategies.lockstep import Lockstep
from ..strategies.non_preemptive import NonPreemptive
from ..strategies.pct import PCT
from ..strategies.pos import POS
from ..strategies.protocol import AccessSource, Strategy, systematic
from ..strategies.random_walk import FewPreemptions, RandomWalk, Reluctant
from ..strategies.rff import ReadsFromFeedback
from ..strategies.surw import SURW
from .auto import AUTO
from .budget import CONFIRMATIONS_OF_CLAUSE, DEFAULT_SCHEDULES, Budget
from .unseen_classes import ENOUGH

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
    "bpor": BoundedDPOR,
}
"""All strategies by their names on the command line, where there is also ``auto``."""
TRIAL = 40
"""DPOR executions before an estimate whether all equivalence classes fit into the budget."""
FIRST = 4
"""DPOR executions before the first random sample, whatever is expected of them."""
SOON = 100
"""Equivalence classes up to which, if no more are expected, DPOR runs before the random samplers."""
STRETCH = 125
"""Schedules of one stretch."""
BOUNDED_SHARE = 2
"""Where there are too many classes, one half of the budget is for the schedules with few preemptions."""
BOUNDED_SHARE_FOREVER = 4
"""Where threads call forever, it is a quarter, because the search for starvation follows."""
PATIENCE = 50
"""Schedules in a row, each steered towards a read of a write not seen before (RFF), after which the search of a clause
ends if none had one, in an interactive check. That says nothing of bugs that depend on values, such as how
often a line has run. So a program that is no clause is searched to the end of its budget: it has no other clauses, of
which one sees what the first does not. So is every program with more than the default budget, and one that the model
does not cover: the new could be what it does not see."""
LEARNING = 50
"""Schedules after which a random strategy that runs alone has learned the program's profile."""
RATIO = 2
"""The ratio of random samples to DPOR executions during the trial."""
LATER_RATIO = 8
"""The ratio of DPOR executions to random samples after that, while all classes are expected to fit into the budget."""
DPOR_SHARE = 2 / 3
"""The part of the budget into which all classes have to fit."""


class Portfolio:
    """The sequence of strategies of one search, one strategy for each schedule.

    A search has a beginning and stretches. A stretch depends on the beginning but on no other stretch, so that any
    process can run any of them and the result of the whole search is the same.

    ``auto`` begins with a few cheap schedules that show the simplest failures. Then dynamic partial-order reduction
    (DPOR) runs one schedule of each equivalence class, as long as it is expected to end soon. If it is not, random
    strategies, which are weak on different programs, alternate with DPOR until no class is left. If there are too many
    classes for the budget, the beginning ends there. The first stretch is a search of the schedules with few
    preemptions, with as many of them as its share of the budget allows; it is filled up with random strategies, of
    which all other stretches consist. If these have long seen nothing new, the search ends with the first stretch.

    Args:
        name: a name of ``STRATEGIES``, or ``auto``.
        budget: of the whole search.

    Attributes:
        only: the one strategy asked for; None for ``auto``.
        dpor: the reduction, if it is part of the portfolio.
        bounded: the reduction for schedules with few preemptions, if it is part of the present stretch.
        forever: the program has threads that would call forever.
        confirmations: the random schedules after a proof.
        quiet: the schedules in a row that have looked for a read of a write not seen before, and found none, if the
            present stretch has ended for that reason; else 0.

    Raises:
        ValueError: there is no such strategy.
    """

    def __init__(self, name: str, budget: Budget) -> None:
        if name != AUTO and name not in STRATEGIES:
            raise ValueError(f"there is no strategy {name!r}; the strategies are auto, {', '.join(STRATEGIES)}")
        self.budget = budget
        self._ends_early = budget.ends_early and budget.schedules <= DEFAULT_SCHEDULES
        self.confirmations = budget.confirmations
        if self._ends_early:
            self.confirmations = min(self.confirmations, CONFIRMATIONS_OF_CLAUSE)
        self.only = STRATEGIES[name]() if name != AUTO else None
        self.dpor = DPOR() if name == AUTO else self.only if isinstance(self.only, DPOR) else None
        self.bounded = self.only if isinstance(self.only, BoundedDPOR) else None
        self.forever = self._confirmed = False
        self.quiet = 0
        self._surw = SURW()
        self._rff = ReadsFromFeedback()
        self._dpor_runs = 0
        self._expected_to_fit = True

    def beginning(self) -> Iterator[Strategy | None]:
        """Yield the strategies that every process runs first; None stands for fair round robin."""
        if self.only is None:
            yield from self._auto()
        elif self.bounded is not None:
            while not self.spent and self.bounded.runs + self.confirmations < self.budget.schedules:
                yield self.bounded
            yield from self._random_with_few_preemptions(self.bounded)
            while not self.spent:
                yield self.bounded
        elif systematic(self.only):
            while not self.spent:
                yield self.only
        else:
            for _ in range(LEARNING):
                yield self.only

    def stretch(self, number: int, *, patient: bool = False) -> Iterator[Strategy]:
        """Yield the strategies of one stretch; two of the later ones differ only by their random numbers.

        Args:
            number: of the stretch, from 0.
            patient: do not end the stretch early, although nothing new is seen.
        """
        self.quiet = 0
        if self.only is not None:
            return islice(cycle([copy.deepcopy(self.only)]), STRETCH)
        self.bounded, self._confirmed = None, False
        rff = copy.deepcopy(self._rff)
        strategies: Iterator[Strategy] = cycle(_samplers(POS(), copy.deepcopy(self._surw), rff))
        if number == 0 and self.bounds:
            if self._ends_early and not patient:
                strategies = self._until_quiet(strategies, rff)
            self.bounded = BoundedDPOR()
            strategies = chain(self._with_few_preemptions(self.bounded, self._share()), strategies)
        return islice(strategies, self._size(number))

    def before(self, number: int) -> int:
        """Return how many schedules there are in the stretches before one."""
        return self._size(0) + (number - 1) * STRETCH if number else 0

    def _size(self, number: int) -> int:
        if number or not self.bounds:
            return STRETCH
        return self._share() + (0 if self.forever else STRETCH)

    def _until_quiet(self, strategies: Iterator[Strategy], rff: ReadsFromFeedback) -> Iterator[Strategy]:
        """Yield random strategies until the reads-from feedback among them has long seen nothing new.

        The last ones are for an estimate of how many schedules would be of another equivalence class.
        """
        for strategy in strategies:
            if rff.quiet >= PATIENCE:
                for _ in range(ENOUGH):
                    yield RandomWalk()
                self.quiet = rff.quiet
                return
            yield strategy

    def _share(self) -> int:
        return self.budget.schedules // (BOUNDED_SHARE_FOREVER if self.forever else BOUNDED_SHARE)

    @property
    def bounds(self) -> bool:
        """Whether the first stretch searches the schedules with few preemptions, as the beginning has decided."""
        dpor = self.dpor
        if self.only is not None or dpor is None or dpor.diverged or dpor.unmodelled or dpor.doubtful or dpor.spent:
            return False
        return self._share() >= STRETCH

    def _with_few_preemptions(self, bounded: BoundedDPOR, most: int) -> Iterator[Strategy]:
        """Yield the bounded reduction while it should complete another bound, then random schedules within the last."""
        while not bounded.spent and not bounded.diverged:
            left = bounded.expected() if self._ends_early else bounded.left()
            if bounded.runs + left + self.confirmations > most:
                break
            yield bounded
        yield from self._random_with_few_preemptions(bounded)

    def _random_with_few_preemptions(self, bounded: BoundedDPOR) -> Iterator[Strategy]:
        """Yield random schedules within the bound that is complete, to confirm that their classes are known."""
        if bounded.complete >= 0:
            for _ in range(self.confirmations):
                yield FewPreemptions(bounded.complete)
            self._confirmed = True

    def confirm(self, tracer: AccessSource) -> None:
        """Withdraw the proof for schedules with few preemptions if one of them is of a class that was not run."""
        if self.bounded is not None and not self.bounded.known(tracer):
            self.bounded.diverged = True

    def _auto(self) -> Iterator[Strategy | None]:
        pos = POS()
        yield pos
        yield NonPreemptive(youngest=True)
        yield None
        while self._soon() and not self.spent and self._fits():
            self._dpor_runs += 1
            yield self.dpor
        if not self.spent:
            yield Lockstep()
        for number, sampler in enumerate(cycle(_samplers(pos, self._surw, self._rff)), 1):
            yield sampler
            if number % RATIO == 0 or self._dpor_runs >= TRIAL:
                for _ in range(LATER_RATIO if self._dpor_runs >= TRIAL else 1):
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
    def classes(self) -> int | None:
        """The number of all equivalence classes, if a schedule of each was tried without doubt; else None."""
        for one, confirmed in ((self.dpor, True), (self.bounded, self._confirmed)):
            if one is not None and one.spent and confirmed and not (one.diverged or one.unmodelled or one.doubtful):
                return one.classes
        return None

    @property
    def proved(self) -> bool:
        """Whether a schedule of each equivalence class was tried, and there is no doubt that these are all classes."""
        return self.classes is not None

    @property
    def unproved(self) -> str:
        """The reason for which nothing is proved although each class was run; "" if there is none."""
        dpor = self.dpor
        if dpor is None:
            return ""
        if dpor.unmodelled:
            return f"the model does not cover {dpor.unmodelled}"
        if dpor.doubtful:
            return dpor.doubtful
        return "the program did something that the model does not predict" if dpor.diverged else ""

    def bounded_proof(self, threads: int, assumed: Assumed) -> Proof | None:
        """Return the proof for schedules with few preemptions, if there is one.

        Args:
            threads: the most threads in one execution.
            assumed: what it takes for granted.
        """
        one = self.bounded
        if one is None or not self._confirmed or one.diverged or one.unmodelled or one.doubtful:
            return None
        return Proof(threads, one.classes, None, *assumed, preemptions=one.complete)

    def _soon(self) -> bool:
        """Return whether DPOR is expected to end soon."""
        if self.dpor is None or self._dpor_runs < FIRST:
            return self.dpor is not None
        return self._dpor_runs < SOON and self.dpor.explored() * SOON >= self._dpor_runs

    def _fits(self) -> bool:
        """Return whether all classes are expected to fit into the budget."""
        dpor = self.dpor
        if dpor is None or dpor.diverged or dpor.unmodelled:
            return False
        if self._dpor_runs < TRIAL or self._dpor_runs % TRIAL:
            return self._dpor_runs < TRIAL or self._expected_to_fit
        self._expected_to_fit = dpor.explored() * self.budget.schedules * DPOR_SHARE >= self._dpor_runs
        return self._expected_to_fit


def _samplers(pos: POS, surw: SURW, rff: ReadsFromFeedback) -> list[Strategy]:
    """Return the random strategies of ``auto`` in their order; those that find most failures come most often."""
    return [
        *(pos, rff, surw, PCT(3), rff, surw, pos, rff, PCT(2)),
        *(surw, rff, RandomWalk(), pos, rff, surw, PCT(1), rff, Reluctant()),
    ]
