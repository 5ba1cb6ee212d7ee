"""Generated workloads: many random programs are searched, and a failing one is shrunk.

If none fails, all programs of a small size are explored (see ``harness.explorer.small_scope``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from random import Random

from ..contract.workload import Workload, WorkloadSpec
from ..part import Part
from ..result import Result, SmallScope
from ..token import Token, TokenError
from ..verdict import Verdict
from .auto import AUTO
from .budget import CONFIRMATIONS_OF_WORKLOAD, Budget
from .halves import ALL, DRAWN, SMALL
from .replay import replay as replay_schedule
from .search import Search
from .small_scope import EACH as EACH_SMALL
from .small_scope import STRATEGY, explore_small_scope
from .summary import summarize

EACH = 20
"""Schedules tried of each generated workload."""
REDRAWS = 10
"""How often a workload is drawn again that differs from an earlier one at most in the order of its threads."""
MOST_SHRINKING = 60
"""The most workloads tried after the first failure, to find a smaller one that fails."""
MOST_RACING = 10
"""Workloads in which nothing is worse than a race, after which that is reported."""


SOFT = frozenset({Verdict.LEAK, Verdict.RACE})
"""Verdicts that give way to that of another workload."""


def replay_workload(
    search: Search, spec: WorkloadSpec, token: Token, replay: Callable[[Search, Token], Result] = replay_schedule
) -> Result:
    """Run one schedule of one workload.

    Args:
        search: over a clause with generated workloads.
        spec: of the clause.
        token: names the workload and the schedule.
        replay: runs the schedule, or others near it, once the workload has been set.

    Raises:
        TokenError: the token does not fit.
    """
    with _without_workload_after(search):
        workload = workload_of(token, spec)
        search.use_workload(workload)
        result = replay(search, token)
        result.calls = workload.lines(spec)
        return result


def search_workloads(
    search: Search, spec: WorkloadSpec, budget: Budget, strategy: str, first: Sequence[Token], half: str = ALL
) -> Result:
    """Generate workloads and search each, up to the budget; shrink one that fails, its calls before its schedule.

    The two halves do not depend on each other where neither fails: ``halves.joined`` makes one result of both.

    Args:
        search: over a clause with generated workloads.
        spec: of the clause.
        budget: of all workloads together.
        strategy: how schedules are chosen (see ``harness.explorer.portfolio``).
        first: schedules that failed before; their workloads are tried before all others.
        half: ``ALL``, ``DRAWN`` or ``SMALL``.
    """
    with _without_workload_after(search):
        return _WorkloadSearch(search, spec, budget, strategy).result(first, half)


@contextmanager
def _without_workload_after(search: Search) -> Iterator[None]:
    try:
        yield
    finally:
        search.clear_workload()


def workload_of(token: Token, spec: WorkloadSpec) -> Workload:
    """Return the workload of a token.

    Raises:
        TokenError: the token has none of this clause.
    """
    try:
        return Workload.parse(token.workload, spec)
    except ValueError as error:
        raise TokenError(str(error)) from None


class _WorkloadSearch:
    """The workloads tried so far, and the result of each."""

    def __init__(self, search: Search, spec: WorkloadSpec, budget: Budget, strategy: str) -> None:
        self.search, self.spec, self.budget, self.strategy = search, spec, budget, strategy
        self.known: dict[Workload, Result] = {}
        self.tried = 0
        """Schedules, of all workloads together."""
        self.failing: Workload | None = None
        self.soft: Workload | None = None
        """The first workload with a leak or a race; reported if no harder failure is found."""
        self.racing = 0
        """Workloads with a race and nothing worse."""

    def result(self, first: Sequence[Token], half: str) -> Result:
        """Return the smallest failing workload with its schedule, or the pass."""
        for token in first:
            with suppress(TokenError):
                self._attempt(workload_of(token, self.spec))
        if self.failing is None and half != SMALL:
            self._draw()
            if self.failing is not None:
                self._shrink(self.failing)
        scopes: tuple[SmallScope, ...] = ()
        if self.failing is None and not self.racing and self.strategy == AUTO and half != DRAWN:
            self.search.minimizes = False
            scopes = explore_small_scope(self.search, self.spec, self.budget, self._examine)
        self.failing = self.failing or self.soft
        if self.failing is None:
            name, file = self.search.program.name, self.search.program.target
            part = Part(self.tried, name=name, file=file)
            return summarize([part], workloads=len(self.known), small_scopes=scopes)
        return self._reported(self.failing)

    def _examine(self, workload: Workload, result: Result) -> bool:
        """Note the result of a workload of the small scope; return whether it is no failure."""
        self.tried += result.schedules
        if result.verdict in SOFT:
            self._note_soft(workload, result)
        elif not result.passed:
            self.failing = workload
            self.strategy, self.budget = STRATEGY, Budget(EACH_SMALL)  # which found it
        return self.failing is None and self.racing < MOST_RACING

    def _note_soft(self, workload: Workload, result: Result) -> None:
        self.soft = self.soft or workload
        self.racing += result.verdict is Verdict.RACE

    def _reported(self, failing: Workload) -> Result:
        """Return the result of a failing workload, with its schedule minimised."""
        tried = self.tried
        self.search.use_workload(failing)
        self.search.minimizes = True
        result = self.search.search(Budget(self.budget.schedules, self.budget.seconds), self.strategy)
        if result.found is not None:
            result.found, result.schedules = tried, tried
        result.calls = failing.lines(self.spec)
        return result

    def _draw(self) -> None:
        """Search one random workload after another, until one fails or the budget is spent."""
        rng, drawn = Random(self.search.seed), set[Workload]()
        for _ in range(max(self.budget.schedules // EACH, 1)):
            over = self.tried and not self.budget.allows(self.tried)
            if over or self.failing is not None or self.racing >= MOST_RACING:
                return
            for _ in range(REDRAWS):
                workload = self.spec.by_chance(rng)
                if workload.in_order not in drawn:
                    drawn.add(workload.in_order)
                    self._attempt(workload)
                    break

    def _shrink(self, failing: Workload) -> None:
        """Search smaller workloads for one that fails with the same verdict."""
        verdict, before = self.known[failing].verdict, len(self.known)
        candidates = failing.smaller(self.spec)
        while len(self.known) - before < MOST_SHRINKING:
            workload = next(candidates, None)
            if workload is None:
                break
            if self._attempt(workload).verdict is verdict:
                failing, candidates = workload, workload.smaller(self.spec)
        self.failing = failing

    def _attempt(self, workload: Workload) -> Result:
        """Return the result of one workload, which is searched unless that is known, and note a failure."""
        self.search.executions += 1  # a sign of life for the parent process, even if nothing runs here
        result = self.known.get(workload)
        if result is None:
            result = self.known[workload] = self._searched(workload)
            if result.verdict in SOFT:  # with another call, some thread may wait for what is unreleased
                self._note_soft(workload, result)
            elif not result.passed:
                self.failing = workload
        return result

    def _searched(self, workload: Workload) -> Result:
        self.search.use_workload(workload)
        self.search.minimizes = False
        result = self.search.search(Budget(EACH, confirmations=CONFIRMATIONS_OF_WORKLOAD), self.strategy)
        self.tried += result.schedules
        return result
