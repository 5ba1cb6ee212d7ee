"""Generated workloads: Hypothesis generates many programs, each is searched, and a failing one is shrunk.

If none fails, all programs of a small size are explored (see ``harness.explorer.small_scope``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from ..contract.workload import Workload, WorkloadCall, WorkloadSpec
from ..result import Part, Result, SmallScope
from ..token import Token, TokenError
from ..verdict import Verdict
from .auto import AUTO
from .budget import Budget
from .halves import ALL, DRAWN, SMALL
from .replay import replay as replay_schedule
from .search import Search
from .small_scope import EACH as EACH_SMALL
from .small_scope import STRATEGY, explore_small_scope
from .summary import summarize

EACH = 20
"""Schedules tried of each generated workload."""
MOST_SHRINKING = 60
"""The most workloads tried after the first failure, to find a smaller one that fails."""
MOST_RACING = 10
"""Workloads in which nothing is worse than a race, after which that is reported."""


SOFT = frozenset({Verdict.LEAK, Verdict.RACE})
"""Verdicts that give way to that of another workload."""


class _Fails(Exception):
    """A workload fails. There is a subclass for each verdict, so that Hypothesis does not mix up two failures."""


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
        self.after = 0
        """Workloads tried since the first failure."""
        self._failures: dict[str, type[_Fails]] = {}

    def result(self, first: Sequence[Token], half: str) -> Result:
        """Return the smallest failing workload with its schedule, or the pass."""
        for token in first:
            with suppress(TokenError, _Fails):
                self._attempt(workload_of(token, self.spec))
        if self.failing is None and half != SMALL:
            self._generate()
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

    def _generate(self) -> None:
        """Let Hypothesis generate workloads, and shrink the first that fails."""
        import hypothesis
        from hypothesis import HealthCheck, Phase, settings
        from hypothesis import strategies as st

        call = st.sampled_from(self.spec.choices())

        @st.composite
        def threads(draw: st.DrawFn) -> list[list[WorkloadCall]]:
            # lengths first: Hypothesis generates short lists where it is free to choose, and short programs fail rarely
            lengths = [draw(st.integers(1, self.spec.calls)) for _ in range(draw(st.integers(2, self.spec.threads)))]
            return [[draw(call) for _ in range(length)] for length in lengths]

        def attempt(threads: list[list[WorkloadCall]]) -> None:
            self._attempt(Workload(tuple(map(tuple, threads))))

        examples = max(self.budget.schedules // EACH, 1)
        phases = (Phase.generate, Phase.shrink)
        generate = settings(
            max_examples=examples, phases=phases, database=None, deadline=None,
            suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
        )(hypothesis.seed(self.search.seed)(hypothesis.given(threads())(attempt)))  # fmt: skip
        with suppress(_Fails):
            generate()

    def _attempt(self, workload: Workload) -> None:
        """Search one workload, unless its result is known.

        Raises:
            _Fails: it fails.
        """
        self.search.executions += 1  # a sign of life for the parent process, even if nothing runs here
        result = self.known.get(workload)
        if result is None:
            if self.failing is not None:
                self.after += 1
            over = self.tried and not self.budget.allows(self.tried) and self.failing is None
            if over or self.after > MOST_SHRINKING or (self.failing is None and self.racing >= MOST_RACING):
                return  # not `reject`: Hypothesis would generate another one instead
            result = self.known[workload] = self._searched(workload)
        if result.verdict in SOFT:  # with another call, some thread may wait for what is unreleased
            self._note_soft(workload, result)
        elif not result.passed:
            self.failing = workload
            raise self._failures.setdefault(str(result.verdict), type("Fails", (_Fails,), {}))

    def _searched(self, workload: Workload) -> Result:
        self.search.use_workload(workload)
        self.search.minimizes = False
        result = self.search.search(Budget(EACH), self.strategy)
        self.tried += result.schedules
        return result
