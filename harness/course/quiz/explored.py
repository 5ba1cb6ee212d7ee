"""The explorer's answer to a question: the result of one program, and the lines that its report marks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ...report.story.main_source import main_source
from ...report.story.steps import story
from ...report.terminal.source_marks import WITHOUT_STEPS, marks
from ...result import Result
from ...token import source_hash
from ...trace import Place
from ...workers.client import WorkerClient
from ...workers.job import Job
from ...workers.pool import WorkerPool
from ..grading.check import CheckSettings, job
from .programs import MAIN, QuizProgram

SCHEDULES = 1_000
"""The most schedules: a question is one that fewer decide."""
SETTINGS = CheckSettings(("explore",), schedules=SCHEDULES)


def explored(judge: WorkerClient | WorkerPool, program: QuizProgram, clause: str, folder: Path) -> Result:
    """Return the result of a program under a clause, or of its function ``main``.

    Args:
        judge: runs it.
        program: the program, which is written to a file.
        clause: the clause of its kata; "" for a program of a page.
        folder: where to write the file.
    """
    file = folder / program.file
    file.write_text(program.text, encoding="utf-8")
    if program.kata is None:
        return judge.judge(Job("explore", str(file), MAIN, schedules=SCHEDULES))
    return judge.judge(job(program.kata, clause, file, "explore", SETTINGS))


def marked(result: Result) -> Iterable[int]:
    """Return the lines of the file under test that the report of a failure marks, the most important first."""
    target = main_source(result)
    if not target.holds(Place(result.file, 1)):
        return ()
    stepped = result.trace is not None and result.verdict not in WITHOUT_STEPS
    return marks(result, story(result, result.trace, target) if stepped and result.trace else None, target)


def source(programs: Iterable[QuizProgram]) -> str:
    """Return the hash of programs and of the contract of their kata."""
    every = list(programs)
    contracts = [one.kata.contract.read_bytes() for one in every[:1] if one.kata is not None]
    return source_hash([*(one.text.encode() for one in every), *contracts])
