"""A kata's file against its contract: clause by clause, engine by engine, up to the first failure."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from harness.course.content.catalogue import Kata, is_stub
from harness.course.grading.stress_to_schedule import bridged
from harness.course.grading.time_limit import judged, shortened
from harness.explorer.portfolio import AUTO
from harness.facts import NotBegun
from harness.report.sentences import fill
from harness.result import Build, Finding, Note, Result
from harness.verdict import Verdict
from harness.workers.client import WorkerClient
from harness.workers.job import DEFAULT_RUNS, ENGINES, Job
from harness.workers.pool import WorkerPool

PATIENCE = 60.0
"""Seconds one clause may be explored; reached only by code that is very slow in itself."""


@dataclass(frozen=True)
class CheckSettings:
    """How hard to look.

    Attributes:
        engines: in this order.
        schedules: explored per clause.
        runs: on real threads per clause.
        seed: of everything left to chance.
        strategy: which schedules (see ``harness.explorer.portfolio``).
        strict_races: unordered accesses in the file are a failure and not a note.
        limit: seconds that a clause may take, all engines together; None for no limit but patience.
        patience: seconds that one clause may be explored.
    """

    engines: tuple[str, ...] = ENGINES
    schedules: int = 1_000
    runs: int = DEFAULT_RUNS
    seed: int = 0
    strategy: str = AUTO
    strict_races: bool = False
    limit: float | None = None
    patience: float = PATIENCE

    @classmethod
    def of(
        cls,
        engine: str,
        schedules: int,
        seed: int,
        strategy: str = AUTO,
        *,
        runs: int = DEFAULT_RUNS,
        strict_races: bool = False,
        limit: float | None = None,
    ) -> CheckSettings:
        """From what a command line says; ``engine`` is explore, stress or both."""
        engines = ENGINES if engine == "both" else (engine,)
        return cls(engines, schedules, runs, seed, strategy, strict_races, limit)


def job(kata: Kata, clause: str, target: Path, engine: str, settings: CheckSettings, replay: str | None = None) -> Job:
    """One clause for one engine."""
    seconds = shortened(settings.patience, settings.limit, 1 / len(settings.engines))
    return Job(
        engine, str(target), kata=kata.name, contract=str(kata.contract), clause=clause, public=kata.public,
        schedules=settings.schedules, seconds=seconds, runs=settings.runs, seed=settings.seed,
        replay=replay, strategy=settings.strategy, strict_races=settings.strict_races,
    )  # fmt: skip


def clause_results(
    judge: WorkerClient | WorkerPool, kata: Kata, clause: str, target: Path, settings: CheckSettings
) -> Iterator[Result]:
    """What each engine says of a clause, up to the first that finds a failure."""
    began = time.monotonic()
    explored: Result | None = None

    def run(wanted: Job) -> Result:
        return judged(judge, wanted, settings.limit, time.monotonic() - began)

    for engine in settings.engines:
        result = run(job(kata, clause, target, engine, settings))
        if engine == "stress":
            result = bridged(result, job(kata, clause, target, "explore", settings), run, explored)
        explored = result
        yield result
        if not result.passed:
            return


def check(
    judges: WorkerPool,
    kata: Kata,
    target: Path,
    settings: CheckSettings,
    progress: Callable[[str], None] = lambda clause: None,
    told: Callable[[str, list[Result]], None] = lambda clause, results: None,
) -> Result:
    """The first failing clause of a kata, or the pass.

    Args:
        judges: run the code under test, as many clauses at once as there are judges.
        kata: the kata.
        target: the file to judge.
        settings: how hard to look.
        progress: told of each clause before it is judged.
        told: given each clause's results, one of each engine, in the contract's order.
    """
    began = time.monotonic()
    result = unfinished(kata, target) or _clauses(judges, kata, target, settings, progress, told)
    result.seconds = time.monotonic() - began
    return result


def unfinished(kata: Kata, target: Path) -> Result | None:
    """The result of a file nobody has begun, without running it; else None."""
    if not is_stub(target):
        return None
    result = Result(Verdict.UNFINISHED, "", kata.name, str(target))
    return fill(result, Finding(Verdict.UNFINISHED, NotBegun(kata.name)))


def _clauses(
    judges: WorkerPool,
    kata: Kata,
    target: Path,
    settings: CheckSettings,
    progress: Callable[[str], None],
    told: Callable[[str, list[Result]], None],
) -> Result:
    schedules = dict.fromkeys(settings.engines, 0)
    exhaustive, proved = True, 0
    build: Build | None = None
    notes: dict[Note, None] = {}

    def work(clause: str) -> list[Result]:
        progress(clause)
        return list(clause_results(judges, kata, clause, target, settings))

    left: Result | None = None
    works = [partial(work, clause) for clause in kata.clauses]
    for clause, results in zip(kata.clauses, judges.in_order(works), strict=True):
        told(clause, results)
        for result in results:
            if result.verdict is Verdict.LEAK:
                left = left or result  # where somebody waits for what is left behind, that says more
            elif not result.passed:
                return result
            schedules[result.engine] += result.schedules
            build = build or result.build
            proved += result.exhaustive
            notes.update(dict.fromkeys(result.notes))
            exhaustive = exhaustive and (result.engine == "stress" or result.exhaustive)
    if left is not None:
        return left
    said = []
    if "explore" in schedules:
        said.append(f"{schedules['explore']:,} schedules")
    if "stress" in schedules:
        where = "on real threads without the GIL" if build is not None and not build.gil else "on real threads"
        said.append(f"{schedules['stress']:,} runs {where}")
    proof = f"{proved} of them in every schedule; " if proved else ""
    message = f"{len(kata.clauses)} clauses hold: {proof}{' and '.join(said)}, no failure."
    main = settings.engines[0]
    return Result(
        Verdict.PASS,
        message,
        kata.name,
        str(target),
        engine=main,
        schedules=schedules[main],
        exhaustive=exhaustive and main == "explore",
        notes=_distinct(notes),
        seed=settings.seed,
        build=build,
    )


def _distinct(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return one note for each kind and set of lines: which threads are involved differs from clause to clause."""
    found: dict[object, Note] = {}
    for note in notes:
        found.setdefault((note.kind, frozenset((place.file, place.line) for place in note.places)), note)
    return tuple(found.values())
