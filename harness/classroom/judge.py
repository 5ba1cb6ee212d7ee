"""Judges one file by every clause of a kata, in a worker process."""

from __future__ import annotations

import atexit
import contextlib
import shutil
import tempfile
import time
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock

from .. import __version__
from ..answers.grades import GradeStatus, JudgedClause, JudgedFile
from ..common.python import python_name
from ..course.content.catalogue import Kata, catalogue
from ..course.content.packaged_files import packaged_root
from ..course.grading.check import CheckSettings, clause_results, unfinished
from ..facts import ChangedHarness, ForbiddenAct, ForbiddenConstruct, ForgedResult, RunsForever
from ..report.exports.json import report
from ..report.page.render import render
from ..report.sentences.clause_proofs import clause_proof
from ..result import Result
from ..verdict import Verdict
from ..workers.job import ENGINES
from ..workers.limits import Limits
from ..workers.pool import WorkerPool
from .import_lines import runs_at_import
from .settings import Assignment

REFUSED = (ChangedHarness, ForbiddenAct, ForbiddenConstruct, ForgedResult)
"""Facts about a file that uses what no kata may use: a forbidden module, or a way to the harness or the machine."""
SLACK = 30.0
"""Seconds that a clause may take on top of its time limit, before it is cut off: whole classes wait for each other."""


@dataclass(frozen=True, slots=True)
class Task:
    """One file to judge. It can be sent to another machine: it has the text of the file.

    Attributes:
        kata: the name of the kata.
        source: the bytes of the file.
        root: the folder of the course; where a machine has no such folder, the installed course is used.
        schedules, seconds, seed, engine: as in ``Assignment``.
        sandbox: what it is judged in, ``bwrap`` or ``none``.
        python: the Python that is to judge it, because the verdicts of another one may differ.
    """

    kata: str
    source: bytes
    root: str
    schedules: int
    seconds: float
    seed: int
    engine: str
    sandbox: str = "none"
    python: str = field(default_factory=python_name)

    @property
    def digest(self) -> str:
        """SHA-256 of the file."""
        return sha256(self.source).hexdigest()


def task_of(kata: Kata, source: bytes, assignment: Assignment, sandbox: str) -> Task:
    """Return the task to judge a file of an assignment."""
    return Task(
        kata.name, source, str(kata.root), assignment.schedules, assignment.seconds, assignment.seed,
        assignment.engine, sandbox,
    )  # fmt: skip


def key_of(task: Task, contract: bytes) -> str:
    """Return the hash of everything that the verdicts on a file depend on.

    Args:
        task: to judge the file.
        contract: the text of the kata's contract.
    """
    parts = (__version__, task.python, task.kata, task.digest, sha256(contract).hexdigest(), task.schedules,
             task.seconds, task.seed, task.engine)  # fmt: skip
    return sha256(repr(parts).encode()).hexdigest()


_ONE_AT_A_TIME = Lock()
"""Held while a file is judged: a worker of a cluster may have threads, and a process has one working directory."""


def judge_file(task: Task) -> JudgedFile:
    """Return the verdict of every clause on a file.

    Raises:
        RuntimeError: this is not the Python that is to judge it.
    """
    if task.python != python_name():
        raise RuntimeError(f"{task.python} is to judge it, and this is {python_name()}")
    with _ONE_AT_A_TIME, contextlib.chdir(_workplace()):
        return _judge_file(task)


def _judge_file(task: Task) -> JudgedFile:
    began = time.monotonic()
    root = Path(task.root)
    kata = catalogue(root if root.is_dir() else packaged_root())[task.kata]
    engines = ENGINES if task.engine == "both" else ("explore",)
    settings = CheckSettings(engines, task.schedules, seed=task.seed, patience=task.seconds)
    target = _alone(f"{task.kata}.py", task.source)
    pool = _pool()
    first = unfinished(kata, target)
    if first is not None:
        judged = JudgedFile(kata.name, task.digest, GradeStatus.UNFINISHED, message=first.message)
    else:
        results = [list(clause_results(pool, kata, clause, target, settings)) for clause in kata.clauses]
        judged = _judged(kata, task.source, task.digest, results)
    return replace(judged, seconds=round(time.monotonic() - began, 3))


@cache
def _pool() -> WorkerPool:
    """Return the worker of this process, which takes one file after another: each file gets a fresh process of it."""
    pool = WorkerPool(limits=Limits(slack=SLACK))
    atexit.register(pool.close)
    return pool


def clear_workplace() -> None:
    """Remove the working directory of this process, for a process that ends without exit functions."""
    if _workplace.cache_info().currsize:
        shutil.rmtree(_workplace(), ignore_errors=True)


@cache
def _workplace() -> Path:
    """Return the working directory of all judgements of this process, in which one file after another lies alone.

    It stays the same: the worker's processes are in it, too.
    """
    folder = tempfile.mkdtemp(prefix="kata-grade-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def _alone(name: str, source: bytes) -> Path:
    """Put a file into the working directory, alone, so that its path is its name."""
    folder = _workplace()
    for left in folder.iterdir():  # by the file before
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()
    (folder / name).write_bytes(source)
    return Path(name)


def _judged(kata: Kata, source: bytes, digest: str, results: list[list[Result]]) -> JudgedFile:
    """Return the verdicts on a file, with the report and the page of the first failure."""
    last = [each[-1] for each in results]
    clauses = tuple(_clause(clause, each) for clause, each in zip(kata.clauses, results, strict=True))
    failures = [one for one in last if not one.passed]
    # a file of which no clause can be run says nothing about what its author knows
    broken = bool(failures) and all(_never_ran(one, source) for one in failures)
    status = GradeStatus.GRADED
    if broken and len(failures) == len(last):
        status = GradeStatus.UNFINISHED if failures[0].verdict is Verdict.UNFINISHED else GradeStatus.ERROR
    shown = failures[0] if failures else last[0]
    return JudgedFile(
        kata.name,
        digest,
        status,
        clauses,
        failures[0].message if status is not GradeStatus.GRADED else "",
        report([shown]),
        render(shown) if failures and status is GradeStatus.GRADED else "",
        any(isinstance(one.facts, REFUSED) for one in failures),
    )


def _never_ran(result: Result, source: bytes) -> bool:
    """True if a clause could not use the file at all: it is broken or a stub, or its import never ends."""
    endless = result.verdict in (Verdict.LIVELOCK, Verdict.DEADLOCK, Verdict.STUCK)
    endless = endless or isinstance(result.facts, RunsForever)
    if result.verdict in (Verdict.ERROR, Verdict.UNFINISHED) and not endless:
        return True
    return endless and runs_at_import(source, result.line)


def _clause(clause: str, results: list[Result]) -> JudgedClause:
    last = results[-1]
    proof = clause_proof(clause, results)
    return JudgedClause(
        clause,
        last.verdict,
        "" if last.passed else " ".join(last.message.split()),
        last.line,
        last.replay,
        proof.schedules,
        proof.proved,
    )
