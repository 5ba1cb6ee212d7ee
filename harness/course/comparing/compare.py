"""Compares files of one kata: results clause by clause, measurements, and facts about the source of each."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

from ...answers.measures import ComparedFile, Measures, middle
from ...interpreter import build
from ...result import Result
from ...verdict import Verdict
from ...workers.client import WorkerClient
from ...workers.job import DEFAULT_RUNS, Job
from ...workers.measuring.measure import PATIENCE
from ...workers.pool import WorkerPool
from ..content.catalogue import Kata
from ..grading.check import CheckSettings, clause_results, unfinished
from .source_facts import facts
from .source_outline import outline

YOURS, REFERENCE = "yours", "reference"
ROUNDS = 7
"""Measured rounds on real threads for each file; one more comes first and is not counted, because it is slow."""
SCHEDULES = 40
"""Schedules under which the operations and the bypasses of the workload are counted."""
LOOKS = 100
"""Random schedules for each clause that says what must be possible."""
SECONDS = 30.0
UNMEASURABLE = frozenset({Verdict.HANG, Verdict.ERROR, Verdict.UNFINISHED, Verdict.FORBIDDEN})
"""A file with such a verdict is not measured: it would not end, or would not start."""


def compare(
    kata: Kata,
    mine: Path,
    others: Sequence[Path],
    settings: CheckSettings,
    jobs: int = 1,
    finished: Callable[[], None] = lambda: None,
) -> list[ComparedFile]:
    """Judge and measure a learner's file, the reference, and any others.

    Args:
        kata: the kata.
        mine: the learner's file.
        others: further files to compare; the reference is always included.
        settings: the settings for each clause.
        jobs: number of processes that judge clauses; files are measured one at a time.
        finished: called when a clause of a file has been judged.

    Returns:
        A column for each file; the second is the reference's, unless the learner's file is the reference.
    """
    files = list(dict.fromkeys(file.resolve() for file in (mine, kata.solution, *others)))
    columns = [_column(kata, file, role) for file, role in zip(files, roles(kata, files), strict=True)]
    with WorkerPool(jobs) as pool:
        works = [
            partial(_judged, pool, kata, clause, file, settings, finished) for file in files for clause in kata.clauses
        ]
        found = list(pool.in_order(works))
    for column, file in zip(columns, files, strict=True):
        for clause in kata.clauses:
            results = found.pop(0)
            column.clauses[clause] = next((one for one in results if not one.passed), results[0])
            column.schedules += sum(one.schedules for one in results if one.engine == "explore")
        column.note = _unmeasured(kata, file, column)
    _measure(kata, list(zip(columns, files, strict=True)), settings.seed)
    return columns


def settings_of(schedules: int, seed: int) -> CheckSettings:
    """Return the settings of a comparison: a third of the usual runs, because measured rounds are added."""
    return CheckSettings(("explore", "stress"), schedules, DEFAULT_RUNS // 3, seed)


def roles(kata: Kata, files: Sequence[Path]) -> list[str]:
    """Return a label for each file: "yours", "reference", or its name, with its folder if the name is not unique."""
    ours = {kata.solution.resolve(): REFERENCE, kata.stub.resolve(): YOURS}
    short = [ours.get(file, file.stem) for file in files]
    return [
        f"{file.parent.name}/{file.stem}" if short.count(name) > 1 else name
        for file, name in zip(files, short, strict=True)
    ]


def _column(kata: Kata, file: Path, role: str) -> ComparedFile:
    column = ComparedFile(kata.name, file.name, role=role, facts=facts(file), build=build())
    seen = outline(file)
    if seen is not None:
        column.lines = seen.lines
        column.primitives = ", ".join(f"{number} {name}" for name, number in seen.primitives.items()) or "none"
    return column


def _judged(
    pool: WorkerPool, kata: Kata, clause: str, file: Path, settings: CheckSettings, finished: Callable[[], None]
) -> list[Result]:
    not_begun = unfinished(kata, file)
    results = [not_begun] if not_begun is not None else list(clause_results(pool, kata, clause, file, settings))
    finished()
    return results


def _unmeasured(kata: Kata, file: Path, column: ComparedFile) -> str:
    """Return the reason why a file is not measured, or ""."""
    bad = next((one for one in column.clauses.values() if one.verdict in UNMEASURABLE), None)
    if bad is None:
        return ""
    return f"{file.name} is not measured: {bad.verdict.replace('_', ' ')}."


def _measure(kata: Kata, sides: Sequence[tuple[ComparedFile, Path]], seed: int) -> None:
    """Measure all files by turns, each in a process of its own."""
    with ExitStack() as open_clients:
        running = [
            (column, Job("measure", str(file), kata=kata.name, contract=str(kata.contract), seed=seed,
                         public=kata.public, seconds=SECONDS, schedules=0, runs=0),
             open_clients.enter_context(WorkerClient()))
            for column, file in sides if not column.note
        ]  # fmt: skip
        for column, job, judge in running:
            _count(kata, column, job, judge)
        for number in range(1 + ROUNDS):
            for column, job, judge in running[:: -1 if number % 2 else 1]:  # no file is always the first
                if not column.note:
                    _one_round(column, job, judge, number > 0)
    for column, _ in sides:
        if not column.note and column.role == REFERENCE and not column.measures.rounds:
            column.note = f"Nothing is timed or counted, because {kata.name} has no workload."
        column.measures = replace(column.measures, per_second=middle(column.measures.rounds, "together"))


def _count(kata: Kata, column: ComparedFile, job: Job, judge: WorkerClient) -> None:
    """Store the counts under random schedules."""
    counted = _measured(column, judge, replace(job, schedules=SCHEDULES))
    for clause in _possibility_clauses(kata):
        if not column.note:
            found = _measured(column, judge, replace(job, clause=clause, schedules=LOOKS))
            counted = replace(counted, seen=counted.seen + found.seen)
    column.measures = counted


def _one_round(column: ComparedFile, job: Job, judge: WorkerClient, counts: bool) -> None:
    """Run one round on real threads; a file that did not finish a round gets no other."""
    rounds = _measured(column, judge, replace(job, runs=1)).rounds
    if column.note or not rounds:
        return
    hangs = rounds[0].together is None
    if counts or hangs:
        column.measures = replace(column.measures, rounds=column.measures.rounds + rounds)
    if hangs:
        column.note = (
            f"{column.file} did not finish on real threads: a thread failed, or was not done after {PATIENCE:g} s."
        )
        judge.close()  # its threads may run forever


def _measured(column: ComparedFile, judge: WorkerClient, job: Job) -> Measures:
    """Return the measurements of a job; on failure store the reason in the column."""
    answer = judge.measure(job)
    if isinstance(answer, Result):
        column.note = answer.message
        return Measures()
    return answer


def _possibility_clauses(kata: Kata) -> Iterator[str]:
    """Yield the clauses that say what must be possible."""
    tree = ast.parse(kata.contract.read_text(encoding="utf-8"))
    for node in tree.body:
        asked = [one.arg for one in node.args.args] if isinstance(node, ast.FunctionDef) else []
        if "possible" in asked and isinstance(node, ast.FunctionDef) and node.name in kata.clauses:
            yield node.name
