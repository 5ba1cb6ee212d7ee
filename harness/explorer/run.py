"""The pipeline from a program to its result: load it, then search it, or replay one of its schedules."""

from __future__ import annotations

import gc
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, TypeVar, overload

from ..common.kinds import is_a, module_of, name_of, traceback_of
from ..common.package import PREFIX
from ..contract.workload import WorkloadSpec
from ..facts import ExplorerFailure, LoadFailure
from ..program.clause import Clause
from ..program.program import Program
from ..report.sentences import fill
from ..result import Finding, Result
from ..token import Token
from ..verdict import Verdict
from ..world.diagnosis.exceptions import text_of
from ..world.loader.load_error import LoadError
from ..world.scheduler.real_threads import refused
from .auto import AUTO
from .budget import Budget
from .generated import replay_workload, search_workloads
from .halves import ALL
from .replay import replay as replay_schedule
from .search import Search

S = TypeVar("S", bound=Search)

GARBAGE = (10_000, 20, 100)
"""The thresholds of the garbage collector while a program is explored. It may run only between two schedules, and each
makes more objects than Python's own threshold, of which nearly all are gone when the next schedule begins."""

_active = 0


def active() -> bool:
    """Return whether this process is exploring a program.

    A file that calls ``explore`` at its top level asks this, because it may be loaded in order to be explored.
    """
    return _active > 0


@overload
def opened(program: Program, seed: int, *, strict_races: bool = False) -> AbstractContextManager[Search]: ...
@overload
def opened(program: Program, seed: int, *, strict_races: bool = False, kind: type[S]) -> AbstractContextManager[S]: ...


@contextmanager
def opened(program: Program, seed: int, *, strict_races: bool = False, kind: type[Any] = Search) -> Iterator[Any]:
    """Provide a search over a program, and leave its world at the end.

    Args:
        program: what to explore.
        seed: of everything left to chance.
        strict_races: report data races as failures, even if the program's marks do not say so.
        kind: the class of the search.

    Raises:
        LoadError: a file of the program cannot be loaded.
    """
    global _active
    _active += 1
    thresholds = gc.get_threshold()
    gc.set_threshold(*GARBAGE)
    try:
        search = kind(program, seed, strict_races=strict_races)
        try:
            with refused(search.world.scheduler):
                yield search
        finally:
            search.world.loader.leave()
    finally:
        gc.set_threshold(*thresholds)
        _active -= 1


def unloaded(program: Program, error: LoadError) -> Result:
    """Return the result for a program that cannot be loaded."""
    place = error.place
    line = place.line if place is not None else None
    result = Result(Verdict.ERROR, "", program.name, program.target, program.clause, line)
    return fill(result, Finding(Verdict.ERROR, LoadFailure(str(error)), place))


def broken(program: Program, error: Exception) -> Result:
    """Return the result where the explorer itself has failed, and so tells nothing of the program."""
    last = traceback.extract_tb(traceback_of(error))[-1]
    text = " ".join(text_of(error).split())
    facts = ExplorerFailure(name_of(type(error)), text, Path(last.filename).name, last.lineno or 0)
    result = Result(Verdict.ERROR, "", program.name, program.target, program.clause)
    return fill(result, Finding(Verdict.ERROR, facts))


def run(
    program: Program,
    budget: Budget,
    seed: int = 0,
    replay: Token | None = None,
    strategy: str = AUTO,
    first: Sequence[Token] = (),
    *,
    strict_races: bool = False,
    retrace: Callable[[Search, Token], Result] = replay_schedule,
    observe: Callable[[Search], None] = lambda search: None,
    half: str = ALL,
) -> Result:
    """Explore a program; a file that cannot be loaded gives a result as well.

    Args:
        program: what to explore. For a clause with generated workloads and without a given one, many workloads are
            generated and searched.
        budget: the bound of the whole search.
        seed: of everything left to chance.
        replay: the only schedule to run; None to search.
        strategy: how schedules are chosen (see ``harness.explorer.portfolio``).
        first: schedules that failed before; they are tried before all others.
        strict_races: report data races as failures, even if the program's marks do not say so.
        retrace: what to do with the token to replay, if not to run its schedule.
        observe: called with the search before it begins.
        half: of the search of a clause with generated workloads, as in ``search_workloads``.

    Raises:
        TokenError: the token does not fit the program.
        ValueError: there is no such strategy.
    """
    began = time.monotonic()
    try:
        with opened(program, seed, strict_races=strict_races) as search:
            observe(search)
            spec = _workload_spec(program)
            if replay is not None:
                result = replayed(search, replay, retrace)
            elif spec is not None:
                result = search_workloads(search, spec, budget, strategy, first, half)
            else:
                result = search.search(budget, strategy, first)
    except LoadError as error:
        result = unloaded(program, error)
    except Exception as error:
        if is_a(error, ValueError) or module_of(type(error)).startswith(PREFIX):
            raise  # what the caller asks for is not possible
        result = broken(program, error)
    result.seconds = time.monotonic() - began
    return result


def replayed(search: Search, token: Token, retrace: Callable[[Search, Token], Result] = replay_schedule) -> Result:
    """Run the one schedule that a token names, with its workload if it has one, and return its result.

    Args:
        search: over the token's program.
        token: names the schedule.
        retrace: what to do with the token, if not to run its schedule.

    Raises:
        TokenError: the token does not fit the program.
    """
    spec = _workload_spec(search.program)
    return replay_workload(search, spec, token, retrace) if spec is not None else retrace(search, token)


def _workload_spec(program: Program) -> WorkloadSpec | None:
    """Return what a clause's generated workloads are made of; None for another program, or if it has a workload."""
    return program.marks.workload_spec if isinstance(program, Clause) and program.workload is None else None
