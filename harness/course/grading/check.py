"""Checks a kata's file against its contract: clause by clause, engine by engine, up to the first failure.

A short search of every clause comes first. Most failures need few schedules, and without it a failure of the last
clause would be reported only after all schedules of the clauses before.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ...explorer.auto import AUTO
from ...facts import NotBegun
from ...interpreter import build
from ...report.sentences import fill
from ...report.sentences.clause_proofs import clause_proof
from ...report.sentences.passing import kata_sentence
from ...result import Build, ClauseProof, Extent, Finding, Note, Result
from ...verdict import Verdict
from ...workers.job import DEFAULT_RUNS, ENGINES, Job
from ...workers.judge import Judge, Judges
from ..content.catalogue import Kata, is_stub
from .stress_to_schedule import find_schedule
from .time_limit import judge_in_time, search_seconds

PROVED_RUNS = 5
"""Runs on real threads of a clause that is proved: two that are left alone, and three that are disturbed. No order of
its threads fails, so there is no rare order for more runs to find. What is left to find is a clause that behaves
differently outside the world (in the locks of C, with real time), which rarely needs a rare order."""
SHORT, WORTH_IT = 4, 100
"""Schedules of each clause in the short search, and schedules of the whole search below which there is none. Nine of
ten wrong solutions of the katas fail in so few schedules of some clause. With more, partial-order reduction would
begin, which takes longer."""
INCONCLUSIVE = frozenset({Verdict.LEAK, Verdict.OVERSERIALIZED, Verdict.RACE})
"""Verdicts that do not end the short search: another clause may show what a leak or a race leads to, and that something
was seen in no schedule means little after a few."""
GIVES_WAY = frozenset({Verdict.LEAK, Verdict.RACE})
"""Verdicts that give way to that of another clause, which says more: a thread waits for what was left behind, or a
value is wrong."""
PATIENCE = 60.0
"""Seconds for exploring one clause; only code that is itself very slow reaches them."""


@dataclass(frozen=True)
class CheckSettings:
    """The settings of a check.

    Attributes:
        engines: the engines, in the order in which they run.
        schedules: schedules to explore per clause.
        runs: runs on real threads per clause; None for ``DEFAULT_RUNS``, or ``PROVED_RUNS`` where the explorer has
            proved the clause.
        seed: seed of all random choices.
        strategy: how schedules are chosen (see ``harness.explorer.portfolio``).
        strict_races: report unordered accesses in the file as a failure, not as a note.
        ends_early: the check is interactive, so the search of a clause may end when nothing new is seen.
        limit: seconds for one clause and all engines together; None for no limit except ``patience``.
        patience: seconds for exploring one clause.
    """

    engines: tuple[str, ...] = ENGINES
    schedules: int = 1_000
    runs: int | None = None
    seed: int = 0
    strategy: str = AUTO
    strict_races: bool = False
    limit: float | None = None
    patience: float = PATIENCE
    ends_early: bool = False

    @classmethod
    def of(
        cls,
        engine: str,
        schedules: int,
        seed: int,
        strategy: str = AUTO,
        *,
        runs: int | None = None,
        strict_races: bool = False,
        limit: float | None = None,
    ) -> CheckSettings:
        """Return the settings of an interactive check; ``engine`` is explore, stress or both."""
        engines = ENGINES if engine == "both" else (engine,)
        return cls(engines, schedules, runs, seed, strategy, strict_races, limit, ends_early=True)


def job(
    kata: Kata,
    clause: str,
    target: Path,
    engine: str,
    settings: CheckSettings,
    replay: str | None = None,
    explored: Result | None = None,
) -> Job:
    """Return the job that judges one clause with one engine.

    Args:
        kata: the kata.
        clause: the clause.
        target: the file to judge.
        engine: of ``ENGINES``.
        settings: the settings of the check.
        replay: the token of the only schedule to run; None to search.
        explored: the explorer's result for the clause; None if it did not run.
    """
    seconds = search_seconds(settings.patience, settings.limit, 1 / len(settings.engines))
    return Job(
        engine, str(target), kata=kata.name, contract=str(kata.contract), clause=clause, public=kata.public,
        schedules=settings.schedules, seconds=seconds, runs=_runs(settings, explored), seed=settings.seed,
        replay=replay, strategy=settings.strategy, strict_races=settings.strict_races,
        generated=clause in kata.generated, ends_early=settings.ends_early,
    )  # fmt: skip


def _runs(settings: CheckSettings, explored: Result | None) -> int:
    if settings.runs is not None:
        return settings.runs
    # the proof is about an interpreter with a GIL, and there are more ways to run without it
    proved = explored is not None and explored.exhaustive and not build().free_threaded
    return PROVED_RUNS if proved else DEFAULT_RUNS


def clause_results(judge: Judge, kata: Kata, clause: str, target: Path, settings: CheckSettings) -> Iterator[Result]:
    """Yield the result of each engine for a clause, up to the first failure."""
    began = time.monotonic()
    explored: Result | None = None

    def run(wanted: Job) -> Result:
        return judge_in_time(judge, wanted, settings.limit, time.monotonic() - began)

    for engine in settings.engines:
        result = run(job(kata, clause, target, engine, settings, explored=explored))
        if engine == "stress":
            result = find_schedule(result, job(kata, clause, target, "explore", settings), run, explored)
        explored = result
        yield result
        if not result.passed:
            return


def check(
    pool: Judges,
    kata: Kata,
    target: Path,
    settings: CheckSettings,
    started: Callable[[str], None] = lambda clause: None,
    finished: Callable[[str, list[Result]], None] = lambda clause, results: None,
    *,
    short: bool = True,
) -> Result:
    """Return the failure of the first clause that fails, in the short search or in the whole one, or the pass.

    Args:
        pool: the workers that run the code under test, as many clauses at once as it has workers.
        kata: the kata.
        target: the file to judge.
        settings: the settings of the check.
        started: called with each clause before it is judged.
        finished: called with each clause and its results, one for each engine, in the contract's order; not by the
            short search.
        short: begin with the short search.
    """
    began = time.monotonic()
    result = unfinished(kata, target)
    seconds = [0.0] * len(kata.clauses)
    if short:
        result = result or _short_search(pool, kata, target, settings, seconds)
    result = result or _clauses(pool, kata, target, settings, seconds, started, finished)
    result.seconds = time.monotonic() - began
    return result


def unfinished(kata: Kata, target: Path) -> Result | None:
    """Return the result of a file that is still the stub, without running it; None for any other file."""
    if not is_stub(target):
        return None
    result = Result(Verdict.UNFINISHED, "", kata.name, str(target))
    return fill(result, Finding(Verdict.UNFINISHED, NotBegun(kata.name)))


def _short_search(
    pool: Judges, kata: Kata, target: Path, settings: CheckSettings, seconds: list[float]
) -> Result | None:
    """Return the failure of the first clause that fails in a few schedules; None if none does.

    Args:
        pool: the workers.
        kata: the kata.
        target: the file to judge.
        settings: the settings of the check.
        seconds: is filled in with how long the few schedules of each clause took.
    """
    if "explore" not in settings.engines or settings.schedules < WORTH_IT:
        return None
    few = replace(settings, engines=("explore",), schedules=SHORT)
    jobs = [replace(job(kata, clause, target, "explore", few), preliminary=True) for clause in kata.clauses]
    works = [partial(pool.judge, one) for one in jobs]
    proofs: list[ClauseProof] = []
    raced: Result | None = None  # its clause has been searched further, so it is reported if no other one fails harder
    for position, result in enumerate(pool.in_order(works, ends=_ends_short)):
        proofs.append(clause_proof(kata.clauses[position], [result]))
        seconds[position] = 0.0 if result.exhaustive else result.seconds
        if _ends_short(result):
            result.clauses = tuple(proofs)
            return result
        if result.verdict is Verdict.RACE and raced is None:
            raced = result
    if raced is not None:
        raced.clauses = tuple(proofs)
    return raced


def _ends_short(result: Result) -> bool:
    return not result.passed and result.verdict not in INCONCLUSIVE


def _clauses(
    pool: Judges,
    kata: Kata,
    target: Path,
    settings: CheckSettings,
    seconds: Sequence[float],
    started: Callable[[str], None],
    finished: Callable[[str, list[Result]], None],
) -> Result:
    schedules = dict.fromkeys(settings.engines, 0)
    proofs: list[ClauseProof] = []
    ran_on: Build | None = None
    notes: dict[Note, None] = {}

    def work(clause: str) -> list[Result]:
        started(clause)
        return list(clause_results(pool, kata, clause, target, settings))

    soft: Result | None = None
    works = [partial(work, clause) for clause in kata.clauses]
    # generated workloads take both workers at once, so they come first
    weights = [
        math.inf if clause in kata.generated else took for clause, took in zip(kata.clauses, seconds, strict=True)
    ]
    for clause, results in zip(kata.clauses, pool.in_order(works, weights, _fails), strict=True):
        finished(clause, results)
        proofs.append(clause_proof(clause, results))
        for result in results:
            if result.verdict in GIVES_WAY:
                soft = soft or result
            elif not result.passed:
                result.clauses = tuple(proofs)
                return result
            schedules[result.engine] += result.schedules
            ran_on = ran_on or result.build
            notes.update(dict.fromkeys(result.notes))
    if soft is not None:
        soft.clauses = tuple(proofs)
        return soft
    gil = ran_on is None or ran_on.gil
    message = kata_sentence(proofs, schedules.get("explore"), schedules.get("stress"), gil=gil)
    main = settings.engines[0]
    return Result(
        Verdict.PASS,
        message,
        kata.name,
        str(target),
        engine=main,
        schedules=schedules[main],
        exhaustive=main == "explore" and all(proof.proved is Extent.ALL for proof in proofs),
        notes=_distinct(notes),
        clauses=tuple(proofs),
        seed=settings.seed,
        build=ran_on,
    )


def _fails(results: list[Result]) -> bool:
    """True if these results of a clause are the result of the check, where no clause before it has failed."""
    return not results[-1].passed and results[-1].verdict not in GIVES_WAY


def _distinct(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return one note for each kind and set of lines: which threads are involved differs from clause to clause."""
    found: dict[object, Note] = {}
    for note in notes:
        found.setdefault((note.kind, frozenset((place.file, place.line) for place in note.places)), note)
    return tuple(found.values())
