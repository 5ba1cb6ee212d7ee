"""Files of one kata side by side: clause by clause, in numbers, and what the text of each does."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

from harness.course.comparing.source_facts import facts
from harness.course.comparing.source_outline import outline
from harness.course.content.catalogue import Kata
from harness.course.grading.check import CheckSettings, clause_results, unfinished
from harness.measures import ComparedFile, Measures, middle
from harness.result import Result
from harness.stress.interpreter import build
from harness.verdict import Verdict
from harness.workers.client import WorkerClient
from harness.workers.job import DEFAULT_RUNS, Job
from harness.workers.measuring.measure import PATIENCE
from harness.workers.pool import WorkerPool

YOURS, REFERENCE = "yours", "reference"
ROUNDS = 7
"""On real threads, of each file; one more comes before them, and is not counted: the first of a process is slow."""
SCHEDULES = 40
"""Under which operations and turns of the workload are counted."""
LOOKS = 100
"""Random schedules of each clause that says what must be possible."""
SECONDS = 30.0
UNMEASURABLE = frozenset({Verdict.HANG, Verdict.ERROR, Verdict.UNFINISHED, Verdict.FORBIDDEN})
"""Who fails so is not run to be measured: it would not come to an end, or does not begin."""


def compare(
    kata: Kata,
    mine: Path,
    others: Sequence[Path],
    settings: CheckSettings,
    jobs: int = 1,
    told: Callable[[], None] = lambda: None,
) -> list[ComparedFile]:
    """Judge and measure a learner's file, the reference, and any others.

    Args:
        kata: the kata.
        mine: the learner's file.
        others: files to put beside it; the reference always is.
        settings: how hard to look at each clause.
        jobs: processes side by side while clauses are judged; measured is one file at a time.
        told: called when a clause of a file is judged.

    Returns:
        A column for each file; the second is the reference's, unless the learner's is the reference.
    """
    files = list(dict.fromkeys(file.resolve() for file in (mine, kata.solution, *others)))
    columns = [_column(kata, file, role) for file, role in zip(files, roles(kata, files), strict=True)]
    with WorkerPool(jobs) as judges:
        works = [
            partial(_judged, judges, kata, clause, file, settings, told) for file in files for clause in kata.clauses
        ]
        found = list(judges.in_order(works))
    for column, file in zip(columns, files, strict=True):
        for clause in kata.clauses:
            results = found.pop(0)
            column.clauses[clause] = next((one for one in results if not one.passed), results[0])
            column.schedules += sum(one.schedules for one in results if one.engine == "explore")
        column.note = _unmeasured(kata, file, column)
    _measure(kata, list(zip(columns, files, strict=True)), settings.seed)
    return columns


def settings_of(schedules: int, seed: int) -> CheckSettings:
    """How hard a comparison looks: a third of the runs on real threads, since it makes rounds of its own."""
    return CheckSettings(("explore", "stress"), schedules, DEFAULT_RUNS // 3, seed)


def roles(kata: Kata, files: Sequence[Path]) -> list[str]:
    """What each file is called: "yours", "reference", or its name, with its folder's where that alone is not enough."""
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
    judges: WorkerPool, kata: Kata, clause: str, file: Path, settings: CheckSettings, told: Callable[[], None]
) -> list[Result]:
    nothing = unfinished(kata, file)
    results = [nothing] if nothing is not None else list(clause_results(judges, kata, clause, file, settings))
    told()
    return results


def _unmeasured(kata: Kata, file: Path, column: ComparedFile) -> str:
    """Why a file is not measured, or ""."""
    bad = next((one for one in column.clauses.values() if one.verdict in UNMEASURABLE), None)
    if bad is None:
        return ""
    return f"{file.name} is not measured: {bad.verdict.replace('_', ' ')}."


def _measure(kata: Kata, sides: Sequence[tuple[ComparedFile, Path]], seed: int) -> None:
    """Measure all files in turn, each in a process of its own."""
    with ExitStack() as open_judges:
        running = [
            (column, Job("measure", str(file), kata=kata.name, contract=str(kata.contract), seed=seed,
                         public=kata.public, seconds=SECONDS, schedules=0, runs=0),
             open_judges.enter_context(WorkerClient()))
            for column, file in sides if not column.note
        ]  # fmt: skip
        for column, job, judge in running:
            _count(kata, column, job, judge)
        for number in range(1 + ROUNDS):
            for column, job, judge in running[:: -1 if number % 2 else 1]:  # nobody is always the first
                if not column.note:
                    _one_round(column, job, judge, number > 0)
    for column, _ in sides:
        if not column.note and column.role == REFERENCE and not column.measures.rounds:
            column.note = f"Nothing is timed or counted: {kata.name} has no workload."
        column.measures = replace(column.measures, per_second=middle(column.measures.rounds, "together"))


def _count(kata: Kata, column: ComparedFile, job: Job, judge: WorkerClient) -> None:
    """What random schedules come to."""
    counted = _asked(column, judge, replace(job, schedules=SCHEDULES))
    for clause in _promising(kata):
        if not column.note:
            found = _asked(column, judge, replace(job, clause=clause, schedules=LOOKS))
            counted = replace(counted, seen=counted.seen + found.seen)
    column.measures = counted


def _one_round(column: ComparedFile, job: Job, judge: WorkerClient, counts: bool) -> None:
    """One round on real threads; after one that did not come to its end there is no other."""
    rounds = _asked(column, judge, replace(job, runs=1)).rounds
    if column.note or not rounds:
        return
    hangs = rounds[0].together is None
    if counts or hangs:
        column.measures = replace(column.measures, rounds=column.measures.rounds + rounds)
    if hangs:
        column.note = f"{column.file} is not through on real threads: one fails, or is not done after {PATIENCE:g} s."
        judge.close()  # its threads may go on for ever


def _asked(column: ComparedFile, judge: WorkerClient, job: Job) -> Measures:
    """The answer to a job; what says why there is none goes to the column."""
    answer = judge.measure(job)
    if isinstance(answer, Result):
        column.note = answer.message
        return Measures()
    return answer


def _promising(kata: Kata) -> Iterator[str]:
    """The clauses that say what must be possible."""
    tree = ast.parse(kata.contract.read_text(encoding="utf-8"))
    for node in tree.body:
        asked = [one.arg for one in node.args.args] if isinstance(node, ast.FunctionDef) else []
        if "possible" in asked and isinstance(node, ast.FunctionDef) and node.name in kata.clauses:
            yield node.name
