"""Clauses whose program Hypothesis draws: many small programs, some schedules of each, the least that fails."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from harness.contract.workload import Workload, WorkloadCall, WorkloadSpec
from harness.explorer.budget import Budget
from harness.explorer.portfolio import AUTO
from harness.explorer.replay import replay as replayed
from harness.explorer.run import opened
from harness.explorer.search import Search
from harness.explorer.summary import summarize
from harness.program.clause import Clause
from harness.result import Part, Result
from harness.token import Token, TokenError
from harness.verdict import Verdict

EACH = 20
"""Schedules tried of each program that is drawn."""
MOST_SHRINKING = 60
"""Programs tried to find a smaller one that fails."""


class _Fails(Exception):
    """A program fails; one class for each verdict, so that Hypothesis does not take one failure for another."""


def run(
    clause: Clause,
    budget: Budget,
    seed: int,
    strategy: str = AUTO,
    replay: Token | None = None,
    first: Sequence[Token] = (),
    watch: Callable[[Search], None] = lambda search: None,
) -> Result:
    """Draw programs and search each, up to the budget; then shrink a failing one, the program first.

    Args:
        clause: has a drawing.
        budget: of all programs together.
        seed: of everything left to chance.
        strategy: which schedules (see ``harness.explorer.portfolio``).
        replay: run only this schedule, of the workload it names.
        first: failed before; their workloads are tried before all others.
        watch: is given the search before it begins.

    Raises:
        LoadError: a file cannot be loaded.
        TokenError: the token does not fit.
    """
    began, drawing = time.monotonic(), clause.drawing
    assert drawing is not None
    with opened(clause, seed) as search:
        watch(search)
        if replay is None:
            result = _GeneratedSearch(search, drawing, budget, seed, strategy).result(first)
        else:
            workload = _of(replay, drawing)
            search.draw(workload)
            result = replayed(search, replay)
            result.calls = workload.lines(drawing)
    result.seconds = time.monotonic() - began
    return result


def _of(token: Token, drawing: WorkloadSpec) -> Workload:
    try:
        return Workload.parse(token.workload, drawing)
    except ValueError as error:
        raise TokenError(str(error)) from None


class _GeneratedSearch:
    """The programs drawn so far, and what came of each."""

    def __init__(self, search: Search, drawing: WorkloadSpec, budget: Budget, seed: int, strategy: str) -> None:
        self.search, self.drawing, self.budget = search, drawing, budget
        self.seed, self.strategy = seed, strategy
        self.known: dict[Workload, Result] = {}
        self.tried = 0
        self.failing: Workload | None = None
        self.leaking: Workload | None = None
        """The first that only leaves something behind; told if nothing harder is found."""
        self._failures: dict[str, type[_Fails]] = {}
        self.after = 0
        """Programs tried since the first failure."""

    def result(self, first: Sequence[Token]) -> Result:
        """The least failing program with its schedule, or the pass."""
        for token in first:
            with suppress(TokenError, _Fails):
                self._attempt(_of(token, self.drawing))
        if self.failing is None:
            self._draw()
        self.failing = self.failing or self.leaking
        if self.failing is None:
            name, file = self.search.program.name, self.search.program.target
            return summarize([Part(self.tried, name=name, file=file)], workloads=len(self.known))
        tried = self.tried
        self.search.draw(self.failing)
        self.search.reduces = True
        result = self.search.search(Budget(self.budget.schedules, self.budget.seconds), self.strategy)
        if result.found is not None:
            result.found, result.schedules = tried, tried
        result.calls = self.failing.lines(self.drawing)
        return result

    def _draw(self) -> None:
        import hypothesis
        from hypothesis import HealthCheck, Phase, settings
        from hypothesis import strategies as st

        call = st.sampled_from(self.drawing.choices())

        @st.composite
        def threads(draw: st.DrawFn) -> list[list[WorkloadCall]]:
            # lengths first: lists without bounds are drawn short, and short programs fail little
            lengths = [
                draw(st.integers(1, self.drawing.calls)) for _ in range(draw(st.integers(2, self.drawing.threads)))
            ]
            return [[draw(call) for _ in range(length)] for length in lengths]

        def attempt(threads: list[list[WorkloadCall]]) -> None:
            self._attempt(Workload(tuple(map(tuple, threads))))

        examples = max(self.budget.schedules // EACH, 1)
        phases = (Phase.generate, Phase.shrink)
        drawn = settings(
            max_examples=examples, phases=phases, database=None, deadline=None,
            suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
        )(hypothesis.seed(self.seed)(hypothesis.given(threads())(attempt)))  # fmt: skip
        with suppress(_Fails):
            drawn()

    def _attempt(self, workload: Workload) -> None:
        self.search.executions += 1  # a sign of life, even where nothing is run
        result = self.known.get(workload)
        if result is None:
            if self.failing is not None:
                self.after += 1
            over = self.tried and not self.budget.allows(self.tried) and self.failing is None
            if over or self.after > MOST_SHRINKING:
                return  # and not `reject`, after which another one would be drawn instead
            result = self.known[workload] = self._searched(workload)
        if result.verdict is Verdict.LEAK:  # with one call more, somebody may wait for what is left behind
            self.leaking = self.leaking or workload
        elif not result.passed:
            self.failing = workload
            raise self._failures.setdefault(str(result.verdict), type("Fails", (_Fails,), {}))

    def _searched(self, workload: Workload) -> Result:
        self.search.draw(workload)
        self.search.reduces = False
        result = self.search.search(Budget(EACH), self.strategy)
        self.tried += result.schedules
        return result
