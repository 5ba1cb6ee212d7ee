"""Judges a file in the sandbox that is wanted, or without one."""

from __future__ import annotations

import base64
import json
import os
from dataclasses import asdict, replace
from pathlib import Path

from ...answers.grades import GradeStatus, JudgedFile
from ...answers.grading_run import ChosenSandbox, SandboxCaution
from ...common.package import PACKAGE
from ...common.records import decode
from ...course.content.catalogue import Kata, catalogue
from ...course.content.packaged_files import packaged_root
from ...errors import UsageError
from ...report.sentences.grading_run import overrun_sentence
from ...workers.job import ENGINES
from ...workers.terminal_safe import safe_text
from ..judge import SLACK, Task, judge_file
from .bounded_run import EndedRun, RunLimits, run_bounded
from .bubblewrap import SandboxView, has_filter, python_command, sandbox_command, works
from .signatures import signatures

AUTO, BUBBLEWRAP, NONE = "auto", "bwrap", "none"
SANDBOXES = (AUTO, BUBBLEWRAP, NONE)
GIGABYTE = 1 << 30
ANSWER = 64 << 20
"""The most bytes of an answer."""
MEMORY = 5 * GIGABYTE
"""The most bytes of memory of all processes together: those of the harness, and a worker at its own limit."""
SHARE_OF_MEMORY = 0.75
"""The most that is used of a smaller machine."""
START = 60.0
"""Seconds for the start, on top of those that the clauses may take."""


def chosen_sandbox(wanted: str) -> ChosenSandbox:
    """Return the sandbox to use.

    Args:
        wanted: one of ``SANDBOXES``.

    Raises:
        UsageError: there is no such sandbox, or it cannot be used here.
    """
    if wanted not in SANDBOXES:
        raise UsageError(f"--sandbox {wanted}: it is one of {', '.join(SANDBOXES)}")
    if wanted == NONE:
        return ChosenSandbox(NONE, SandboxCaution.NOT_WANTED)
    reason = works()
    if not reason:
        return ChosenSandbox(BUBBLEWRAP, None if has_filter() else SandboxCaution.NO_FILTER)
    if wanted == BUBBLEWRAP:
        raise UsageError(f"--sandbox bwrap: {reason}")
    return ChosenSandbox(NONE, SandboxCaution.NOT_AVAILABLE, reason)


def judge(task: Task) -> JudgedFile:
    """Return the verdict of every clause on a file, judged where the task wants it.

    A file that reaches a limit of the sandbox is not gradable.

    Raises:
        RuntimeError: the sandbox gave no answer.
    """
    return judge_file(task) if task.sandbox == NONE else _judge_in_bubblewrap(task)


def _judge_in_bubblewrap(task: Task) -> JudgedFile:
    root = Path(task.root) if Path(task.root).is_dir() else packaged_root()
    kata = catalogue(root)[task.kata]
    limits = RunLimits(_seconds(task, kata), _memory(), ANSWER)
    data = asdict(replace(task, root=str(root), sandbox=NONE)) | {"source": base64.b64encode(task.source).decode()}
    view = judging_view(kata)
    command = sandbox_command(
        view, python_command(f"from {PACKAGE}.classroom.sandbox.judge_inside import main; main()")
    )
    run = run_bounded(command, json.dumps(data).encode(), limits, view.descriptors)
    if run.overrun is not None:
        message = overrun_sentence(run.overrun, limits.seconds, limits.memory)
        return JudgedFile(task.kata, task.digest, GradeStatus.NOT_GRADABLE, message=message)
    return _answer(run, task, kata)


def judging_view(kata: Kata) -> SandboxView:
    """Return what the judge of a kata has to read: the contract, and the signatures of the reference solution."""
    texts = {kata.solution: signatures(kata.solution.read_bytes())} if kata.solution.is_file() else {}
    return SandboxView((kata.contract,), texts)


def _answer(run: EndedRun, task: Task, kata: Kata) -> JudgedFile:
    if run.code != 0:
        said = run.last_words.decode("utf-8", "replace").strip().splitlines()
        raise RuntimeError(f"exit code {run.code}: {safe_text(said[-1][:200]) if said else 'nothing was said'}")
    try:
        judged = decode(JudgedFile, json.loads(run.output))
    except (ValueError, RecursionError):
        raise RuntimeError("no answer, or one that makes no sense") from None
    if (judged.kata, judged.source) != (task.kata, task.digest):
        raise RuntimeError("the answer is about another file")
    if judged.clauses and tuple(one.test for one in judged.clauses) != kata.clauses:
        raise RuntimeError("the answer is about other clauses")
    return judged


def _seconds(task: Task, kata: Kata) -> float:
    """Return the seconds after which a worker would have ended every clause under every engine, and some more."""
    engines = len(ENGINES) if task.engine == "both" else 1
    return len(kata.clauses) * engines * (task.seconds + SLACK) + START


def _memory() -> int:
    return min(MEMORY, int(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * SHARE_OF_MEMORY))
