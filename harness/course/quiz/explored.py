"""The explorer's answer to a question: the result of one program, and the lines that its report marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ...report.story.main_source import main_source
from ...report.terminal.source_marks import marks
from ...result import NoteKind, Result
from ...token import source_hash
from ...trace import Place
from ...verdict import Verdict
from ...workers.client import WorkerClient
from ...workers.job import Job
from ...workers.pool import WorkerPool
from ..grading.check import CheckSettings, job
from .contract_source import attributes
from .programs import MAIN, QuizProgram

SCHEDULES = 1_000
"""The most schedules: a question is one that fewer decide."""
SETTINGS = CheckSettings(("explore",), schedules=SCHEDULES)
SEEDS, RANDOM_SCHEDULES, LOOPING_SCHEDULES = 3, 50, 20
"""Random searches for other failures of the clause, and their schedules: a program that loops gets fewer, because each
of them may last until the step bound."""
MORE = replace(SETTINGS, seed=1, schedules=2 * SCHEDULES)
"""The settings of a longer search for other failures of the clause."""
FEW_SCHEDULES = 4
"""Schedules of each other clause."""
NOTED = {NoteKind.RACE: Verdict.RACE, NoteKind.RACE_BESIDE: Verdict.RACE, NoteKind.LOCK_ORDER: Verdict.DEADLOCK}
"""The verdicts that notes speak of."""
LOOPING = frozenset({Verdict.BUSY_WAIT, Verdict.LIVELOCK, Verdict.STARVATION})
"""Verdicts on programs that loop."""
OBSERVED = frozenset({"blocked", "done", "settle"})
"""Attributes with which a clause asks whether a thread waits: it then says ``wrong`` where ``stuck`` is true, too."""
SEEN_IN_A_LINE = frozenset(
    {
        Verdict.DEADLOCK,
        Verdict.STUCK,
        Verdict.BUSY_WAIT,
        Verdict.LIVELOCK,
        Verdict.STARVATION,
        Verdict.LEAK,
        Verdict.OVERSERIALIZED,
    }
)
"""Verdicts of which the line is a fact: a thread stops or loops there, or acquires what it never releases. A wrong
value has no such line: a thread may be preempted at any line between a check and an act, and what is missing has no
line at all."""


def explored(
    judge: WorkerClient | WorkerPool,
    program: QuizProgram,
    clause: str,
    folder: Path,
    settings: CheckSettings = SETTINGS,
) -> Result:
    """Return the result of a program under a clause, or of its function ``main``.

    Args:
        judge: runs it.
        program: the program, which is written to a file.
        clause: the clause of its kata; "" for a program of a page.
        folder: where to write the file.
        settings: the settings of the search.
    """
    file = folder / program.file
    file.write_text(program.text, encoding="utf-8")
    if program.kata is None:
        return judge.judge(
            Job(
                "explore", str(file), MAIN, schedules=settings.schedules, seed=settings.seed,
                strategy=settings.strategy,
            )
        )  # fmt: skip
    # bounded by schedules alone, so that the answer does not depend on the machine
    return judge.judge(replace(job(program.kata, clause, file, "explore", settings), seconds=None))


def other_searches(
    judge: WorkerClient | WorkerPool, program: QuizProgram, clause: str, folder: Path, verdict: Verdict
) -> Iterator[Result]:
    """Yield further results of a wrong program under the same clause: of random schedules, and of a longer search.

    If one of them has another verdict than the question, the question has two answers.
    """
    schedules = LOOPING_SCHEDULES if verdict in LOOPING else RANDOM_SCHEDULES
    for seed in range(1, SEEDS + 1):
        settings = replace(SETTINGS, strategy="random", seed=seed, schedules=schedules)
        yield explored(judge, program, clause, folder, settings)
    yield explored(judge, program, clause, folder, MORE)


def other_clauses(
    judge: WorkerClient | WorkerPool, program: QuizProgram, clause: str, folder: Path
) -> Iterator[Result]:
    """Yield the results of a wrong program under the other clauses of its kata."""
    for other in program.kata.clauses if program.kata is not None else ():
        if other != clause:
            yield explored(judge, program, other, folder, replace(SETTINGS, schedules=FEW_SCHEDULES))


def true_besides(program: QuizProgram, clause: str, result: Result, others: Iterable[Result]) -> tuple[Verdict, ...]:
    """Return the verdicts besides that of a result that are true of its program.

    Args:
        program: the program.
        clause: the clause of the result.
        result: the result.
        others: further results of the program.
    """
    every = [result, *others]
    found = {one.verdict for one in every if not one.passed}
    found |= {NOTED[note.kind] for one in every for note in one.notes if note.kind in NOTED}
    if result.verdict is Verdict.WRONG and program.kata is not None:
        found |= {Verdict.STUCK, Verdict.DEADLOCK} if attributes(program.kata.contract, clause) & OBSERVED else set()
    return tuple(sorted(found - {result.verdict}))


def marked(result: Result) -> Iterable[int]:
    """Return the lines of the file under test at which a failure can be seen, the most important first.

    They are marked in the report, which also marks others, such as the last step of a thread.
    """
    target = main_source(result)
    if result.verdict not in SEEN_IN_A_LINE or not target.holds(Place(result.file, 1)):
        return ()
    return marks(result, None, target)


def source(programs: Iterable[QuizProgram]) -> str:
    """Return the hash of programs and of the contract of their kata."""
    every = list(programs)
    contracts = [one.kata.contract.read_bytes() for one in every[:1] if one.kata is not None]
    return source_hash([*(one.text.encode() for one in every), *contracts])
