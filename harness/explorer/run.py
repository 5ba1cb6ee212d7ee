"""A program searched, or one schedule of it replayed, from its files to its result."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from harness.explorer.budget import Budget
from harness.explorer.portfolio import AUTO
from harness.explorer.replay import replay as replayed
from harness.explorer.search import Search
from harness.program.program import Program
from harness.result import Result
from harness.token import Token
from harness.verdict import Verdict
from harness.world.loader.load_error import LoadError

_active = 0


def active() -> bool:
    """A search is going on in this process: a file that asks for one at its top level is being loaded for it."""
    return _active > 0


@contextmanager
def opened(program: Program, seed: int) -> Iterator[Search]:
    """A search over a program, and the end of its world.

    Raises:
        LoadError: a file of the program cannot be loaded.
    """
    global _active
    _active += 1
    try:
        search = Search(program, seed)
        try:
            yield search
        finally:
            search.world.loader.leave()
    finally:
        _active -= 1


def unloaded(program: Program, error: LoadError) -> Result:
    """The result of a program that does not load."""
    place = error.place
    line = place.line if place is not None else None
    return Result(Verdict.ERROR, f"{error}.", program.name, program.target, program.clause, line, place=place)


def run(
    program: Program,
    budget: Budget,
    seed: int = 0,
    replay: Token | None = None,
    strategy: str = AUTO,
    first: Sequence[Token] = (),
) -> Result:
    """Explore a program; a file that does not load is a result too.

    Args:
        program: what to explore.
        budget: how long.
        seed: of everything that is left to chance.
        replay: run only this schedule.
        strategy: which schedules (see ``harness.explorer.portfolio``).
        first: schedules that failed before, to be tried before all others.
    """
    began = time.monotonic()
    try:
        with opened(program, seed) as search:
            result = replayed(search, replay) if replay is not None else search.search(budget, strategy, first)
    except LoadError as error:
        result = unloaded(program, error)
    result.seconds = time.monotonic() - began
    return result
