"""A learner's file beside the reference solution: clause by clause, and in numbers."""

from __future__ import annotations

from pathlib import Path

from harness.course.catalogue import Kata
from harness.course.check import Settings, clause_results, unfinished
from harness.judge.client import Judge
from harness.judge.job import DEFAULT_RUNS, Job
from harness.trace import Column, Result


def compare(kata: Kata, mine: Path, schedules: int, seed: int = 0) -> tuple[Column, Column]:
    """Judge and measure both files.

    Args:
        kata: the kata.
        mine: the learner's file.
        schedules: explored per clause.
        seed: of everything left to chance.
    """
    settings = Settings(("explore", "stress"), schedules, DEFAULT_RUNS // 3, seed)
    with Judge() as judge:
        return _column(judge, kata, mine, settings), _column(judge, kata, kata.solution, settings)


def _column(judge: Judge, kata: Kata, target: Path, settings: Settings) -> Column:
    column = Column(kata.name, target.name)
    nothing = unfinished(kata, target)
    if nothing is not None:
        column.clauses = dict.fromkeys(kata.clauses, nothing)
        return column
    for clause in kata.clauses:
        results = list(clause_results(judge, kata, clause, target, settings))
        column.clauses[clause] = results[-1]
        column.schedules += sum(result.schedules for result in results if result.engine == "explore")
    measured = judge.measure(Job("measure", str(target), kata=kata.name, seed=settings.seed))
    if isinstance(measured, Result):
        column.note = measured.message
    else:
        column.measures = measured
    return column
