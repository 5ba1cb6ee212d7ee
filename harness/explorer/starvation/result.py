"""The results of starvation: from a search to a result, and from its token back to the same execution."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from ...checks import judge
from ...result import Result
from ...strategies.replay import ReplayUntil
from ...token import Token
from ...trace import Choice, Place, StarvedCall, Trace
from ...world.scheduler.thread import Chooser
from ..executor import Executor
from .lasso import Lasso
from .search import TIMES, FairCycle, StarvationSearch

MOST = 400
"""The most schedulers that look for starvation."""
RECORDED_ROUNDS = 4
"""Rounds of the cycle that are recorded for the report."""


def search_starvation(executor: Executor, seed: int, most: int) -> Result | None:
    """Look for a call that can be bypassed forever; return None if none was found.

    Args:
        executor: of a program with threads that call forever; a search has found no other failure in it.
        seed: of everything left to chance.
        most: the most schedulers.
    """
    with _fairly(executor):
        search = _search(executor)
        found = search.search(Random(f"{seed}/starving"), min(most, MOST))
        executor.tried += search.tried
        return _result(executor, found) if found is not None else None


def replay_starvation(executor: Executor, token: Token, lasso: tuple[int, int, int]) -> Result | None:
    """Return the starvation that a token names; None if it does not happen again.

    Args:
        executor: of the program that the token is for.
        token: names the schedule.
        lasso: of the token.
    """
    start, end, victim = lasso
    with _fairly(executor):
        outcome = executor.run(ReplayUntil(list(token.switches), end, lambda: _stop(executor)))
        search = _search(executor)
        found = search.repeat(outcome.choices[:end], start, victim) if start < end <= len(outcome.choices) else None
        return _result(executor, found) if found is not None else None


@contextmanager
def _fairly(executor: Executor) -> Iterator[None]:
    """Let threads call forever, and locks and semaphores serve their waiters first come, first served."""
    bypasses, rules = executor.contract_engine.bypasses, executor.world.scheduler.rules
    before = rules.over_notify
    bypasses.unbounded, rules.fifo, rules.over_notify = True, True, False
    try:
        yield
    finally:
        bypasses.unbounded, rules.fifo, rules.over_notify = False, False, before


def _stop(executor: Executor) -> None:
    executor.world.scheduler.stop("cut")


def _search(executor: Executor) -> StarvationSearch:
    def run(chooser: Chooser) -> list[Choice]:
        return executor.run(chooser).choices

    world, bypasses = executor.world, executor.contract_engine.bypasses
    return StarvationSearch(run, lambda: _stop(executor), lambda: world.positions.of_threads(world.scheduler), bypasses)


def _result(executor: Executor, found: FairCycle) -> Result:
    """Run the lasso once more, recorded, and return its result."""
    end = len(found.choices)
    lasso = Lasso(found.choices, found.start, RECORDED_ROUNDS, lambda: _stop(executor))
    _, trace, _ = executor.record(lasso, None)
    names = dict(enumerate(trace.threads))
    bypasses = [(names[number], calls) for number, calls in sorted(found.bypasses.items())]
    trace.ending = "endless"
    trace.choices = found.choices
    trace.switches = [(choice, thread) for choice, thread in lasso.switches if choice < end]
    trace.anchors = []  # the numbers of the choices in a cycle hold for its own source only
    trace.preemptions = 0
    victim = names[found.victim]
    trace.starved = StarvedCall(victim, _place(executor, trace, victim), bypasses, TIMES, end - found.start)
    finding = judge(trace)
    assert finding is not None
    result = executor.result(finding, executor.tried, trace, None)
    result.preemptions = None
    token = Token.parse(str(result.replay))
    lasso_of = (found.start, end, found.victim)
    result.replay = str(Token(token.what, token.source, token.switches, None, lasso_of))
    return result


def _place(executor: Executor, trace: Trace, victim: str) -> Place | None:
    """Return the line of the file under test at which the victim waits, or which it ran last."""
    for one in trace.waiting:
        if one.thread == victim and one.place is not None:
            return one.place
    target = executor.program.target
    mine = (event.place for event in reversed(trace.events) if event.thread == victim)
    return next((place for place in mine if place is not None and place.file == target), None)
