"""From a search for starvation to a result, and back from its token."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from harness.checks import judge
from harness.explorer.executor import Executor
from harness.explorer.starvation.lasso import Lasso
from harness.explorer.starvation.search import TIMES, FairCycle, StarvationSearch
from harness.result import Result
from harness.strategies.replay import ReplayUntil
from harness.token import Token
from harness.trace import Place, StarvedCall, Trace

MOST = 400
"""Executions that look for starvation."""
SHOWN = 4
"""Rounds that are written down."""


def starved(executions: Executor, seed: int, most: int) -> Result | None:
    """Look for a call that can be passed over for ever; None if none was found.

    Args:
        executions: of a program some of whose threads call for ever; all else that can go wrong was looked for.
        seed: of everything left to chance.
        most: executions.
    """
    with _fairly(executions):
        search = _search(executions)
        found = search.search(Random(f"{seed}/starving"), min(most, MOST))
        executions.tried += search.tried
        return _told(executions, found) if found is not None else None


def again(executions: Executor, token: Token, lasso: tuple[int, int, int]) -> Result | None:
    """The starvation that a token names; None if it does not come about."""
    start, end, victim = lasso
    with _fairly(executions):
        outcome = executions.run(ReplayUntil(list(token.switches), end, lambda: _stop(executions)))
        search = _search(executions)
        found = search.pump(outcome.choices[:end], start, victim) if start < end <= len(outcome.choices) else None
        return _told(executions, found) if found is not None else None


@contextmanager
def _fairly(executions: Executor) -> Iterator[None]:
    """Threads call for ever, and who has waited longest is served first."""
    calls, scheduler = executions.witnesses.calls, executions.world.scheduler
    before = scheduler.spurious
    calls.unbounded, scheduler.in_order, scheduler.spurious = True, True, False
    try:
        yield
    finally:
        calls.unbounded, scheduler.in_order, scheduler.spurious = False, False, before


def _stop(executions: Executor) -> None:
    executions.world.scheduler.stop("cut")


def _search(executions: Executor) -> StarvationSearch:
    def run(chooser: Any) -> list[int]:
        return executions.run(chooser).choices

    world = executions.world
    return StarvationSearch(run, lambda: _stop(executions), world.standing, executions.witnesses.calls)


def _told(executions: Executor, found: FairCycle) -> Result:
    """The lasso once more, written down."""
    end = len(found.choices)
    lasso = Lasso(found.choices, found.start, SHOWN, lambda: _stop(executions))
    _, trace, _ = executions.record(lasso, None)
    names = dict(enumerate(trace.threads))
    passed = [(names[number], calls) for number, calls in sorted(found.passed.items())]
    trace.ending = "endless"
    trace.choices = found.choices
    trace.switches = [(choice, thread) for choice, thread in lasso.switches if choice < end]
    trace.preemptions = 0
    victim = names[found.victim]
    trace.starved = StarvedCall(victim, _place(executions, trace, victim), passed, TIMES, end - found.start)
    finding = judge(trace)
    assert finding is not None
    result = executions.result(finding, executions.tried, trace, None)
    result.preemptions = None
    token = Token.parse(str(result.replay))
    lasso_of = (found.start, end, found.victim)
    result.replay = str(Token(token.what, token.source, token.switches, None, lasso_of))
    return result


def _place(executions: Executor, trace: Trace, victim: str) -> Place | None:
    """The line of the file under test where the victim stands."""
    for one in trace.waiting:
        if one.thread == victim and one.place is not None:
            return one.place
    target = executions.program.target
    mine = (event.place for event in reversed(trace.events) if event.thread == victim)
    return next((place for place in mine if place is not None and place.file == target), None)
