"""Judges a file in the sandbox that is wanted, or without one."""

from __future__ import annotations

import base64
import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import IO

from ...answers.grades import JudgedFile
from ...common.package import FACADE, PACKAGE
from ...common.records import decode
from ...course.content.catalogue import catalogue
from ...course.content.packaged_files import packaged_root
from ...errors import UsageError
from ..judge import Task, judge_file
from .bubblewrap import sandbox_command, works
from .syscall_filter import syscall_filter

AUTO, BUBBLEWRAP, NONE = "auto", "bwrap", "none"
SANDBOXES = (AUTO, BUBBLEWRAP, NONE)
ANSWER = 64 << 20
"""The most bytes of an answer."""
SLACK = 60.0
"""Seconds on top of those that the clauses may take."""


def chosen_sandbox(wanted: str) -> tuple[str, str]:
    """Return the sandbox to use, and a warning; "" if there is nothing to warn of.

    Args:
        wanted: one of ``SANDBOXES``.

    Raises:
        UsageError: there is no such sandbox, or it cannot be used here.
    """
    if wanted not in SANDBOXES:
        raise UsageError(f"--sandbox {wanted}: it is one of {', '.join(SANDBOXES)}")
    if wanted == NONE:
        return NONE, "without a sandbox, a submission can read what you can read; use it for files that you trust"
    reason = works()
    if not reason:
        return BUBBLEWRAP, ""
    if wanted == BUBBLEWRAP:
        raise UsageError(f"--sandbox bwrap: {reason}")
    return NONE, f"no sandbox ({reason}): a submission can read what you can read"


def judge(task: Task) -> JudgedFile:
    """Return the verdict of every clause on a file, judged where the task wants it.

    Raises:
        RuntimeError: the sandbox gave no answer.
    """
    return judge_file(task) if task.sandbox == NONE else _judge_in_bubblewrap(task)


def _judge_in_bubblewrap(task: Task) -> JudgedFile:
    root = Path(task.root) if Path(task.root).is_dir() else packaged_root()
    kata = catalogue(root)[task.kata]
    seen = tuple(path.parent for path in (kata.stub, kata.solution, kata.contract) if path.exists())
    data = asdict(replace(task, root=str(root), sandbox=NONE)) | {"source": base64.b64encode(task.source).decode()}
    # of a clause that ends in time: its search, and as long again for real threads
    seconds = len(kata.clauses) * task.seconds * 2 + SLACK
    with tempfile.TemporaryFile() as rules, tempfile.TemporaryFile() as answer:
        descriptor = _written(rules, syscall_filter(platform.machine()))
        code = "import sys; sys.path.append(sys.argv[1]); from {0}.classroom.sandbox.inside import main; main()"
        own = ["-P", "-c", code.format(PACKAGE), os.path.dirname(FACADE)]
        command = [*sandbox_command(seen, descriptor), sys.executable, *own]
        try:
            run = subprocess.run(
                command, check=False, input=json.dumps(data).encode(), stdout=answer, stderr=subprocess.PIPE,
                timeout=seconds,
                pass_fds=() if descriptor is None else (descriptor,),
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise RuntimeError(f"no answer after {seconds:.0f} seconds") from None
        answer.seek(0)
        text = answer.read(ANSWER + 1)
        if run.returncode != 0 or len(text) > ANSWER:
            said = run.stderr.decode("utf-8", "replace").strip().splitlines()
            raise RuntimeError(f"exit code {run.returncode}: {said[-1][:200] if said else 'nothing was said'}")
    judged = decode(JudgedFile, json.loads(text))
    if (judged.kata, judged.source) != (task.kata, task.digest):
        raise RuntimeError("the answer is about another file")
    return judged


def _written(rules: IO[bytes], text: bytes | None) -> int | None:
    """Write the filter, and return the descriptor from which it can be read; None without a filter."""
    if text is None:
        return None
    rules.write(text)
    rules.flush()
    os.lseek(rules.fileno(), 0, os.SEEK_SET)
    return rules.fileno()
