"""A kata's file against its contract: clause by clause, engine by engine, up to the first failure."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from harness.course.catalogue import Kata, is_stub
from harness.judge.client import Judge
from harness.judge.job import DEFAULT_RUNS, ENGINES, Job
from harness.trace import Result, Verdict

PATIENCE = 60.0
"""Seconds one clause may be explored; reached only by code that is very slow in itself."""


@dataclass(frozen=True)
class Settings:
    """How hard to look.

    Attributes:
        engines: in this order.
        schedules: explored per clause.
        runs: on real threads per clause.
        seed: of everything left to chance.
    """

    engines: tuple[str, ...] = ENGINES
    schedules: int = 1_000
    runs: int = DEFAULT_RUNS
    seed: int = 0

    @classmethod
    def of(cls, engine: str, schedules: int, seed: int) -> Settings:
        """From what a command line says; ``engine`` is explore, stress or both."""
        return cls(ENGINES if engine == "both" else (engine,), schedules, DEFAULT_RUNS, seed)


def job(kata: Kata, clause: str, target: Path, engine: str, settings: Settings, replay: str | None = None) -> Job:
    """One clause for one engine."""
    return Job(
        engine,
        str(target),
        None,
        kata.name,
        str(kata.contract),
        clause,
        kata.public,
        settings.schedules,
        PATIENCE,
        settings.runs,
        settings.seed,
        replay,
    )


def clause_results(judge: Judge, kata: Kata, clause: str, target: Path, settings: Settings) -> Iterator[Result]:
    """What each engine says of a clause, up to the first that finds a failure."""
    for engine in settings.engines:
        result = judge.judge(job(kata, clause, target, engine, settings))
        yield result
        if not result.passed:
            return


def check(
    judge: Judge, kata: Kata, target: Path, settings: Settings, progress: Callable[[str], None] = lambda clause: None
) -> Result:
    """The first failing clause of a kata, or the pass.

    Args:
        judge: runs the code under test.
        kata: the kata.
        target: the file to judge.
        settings: how hard to look.
        progress: told of each clause before it is judged.
    """
    began = time.monotonic()
    result = unfinished(kata, target) or _clauses(judge, kata, target, settings, progress)
    result.seconds = time.monotonic() - began
    return result


def unfinished(kata: Kata, target: Path) -> Result | None:
    """The result of a file nobody has begun, without running it; else None."""
    if not is_stub(target):
        return None
    return Result(Verdict.UNFINISHED, f"{kata.name} is not implemented yet.", kata.name, str(target))


def _clauses(judge: Judge, kata: Kata, target: Path, settings: Settings, progress: Callable[[str], None]) -> Result:
    schedules = dict.fromkeys(settings.engines, 0)
    exhaustive, proved = True, 0
    for clause in kata.clauses:
        progress(clause)
        for result in clause_results(judge, kata, clause, target, settings):
            if not result.passed:
                return result
            schedules[result.engine] += result.schedules
            proved += result.exhaustive
            exhaustive = exhaustive and (result.engine == "stress" or result.exhaustive)
    said = []
    if "explore" in schedules:
        said.append(f"{schedules['explore']:,} schedules")
    if "stress" in schedules:
        said.append(f"{schedules['stress']:,} runs on real threads")
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
    )
