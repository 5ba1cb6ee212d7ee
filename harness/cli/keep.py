"""``kata keep TOKEN``: writes a pytest test that holds a failing order of steps."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from .common import say, usage_errors
from .links import unlinked


def keep(
    token: Annotated[str, typer.Argument(metavar="TOKEN|URL", help="As a report prints it, or a playground's link.")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="The test file (default: beside the program's file)."),
    ] = None,
) -> None:
    """Write a pytest test that fails as long as the program fails in this order of steps.

    The steps are named by thread, operation and function, so that the test survives edits. It says so if the order is
    no longer possible.

    Exit code: 0 the test was written, 2 the schedule passes, or there is no such schedule for this source.
    """
    from ..course.grading.token_job import job_of
    from ..errors import UsageError
    from ..report.exports.kept_test import kept_test, test_name
    from ..report.text.phrases import counted, shown
    from ..token import Token
    from ..workers.client import WorkerClient
    from ..workers.job import KEEP

    with usage_errors():
        token = unlinked(token)
        job = replace(job_of(token), retracing=KEEP)
        with WorkerClient() as worker:
            result = worker.judge(job)
        if not result.steps_to_keep:
            why = "passes" if result.passed else f"ends with the verdict {result.verdict}"
            raise UsageError(f"this schedule {why}, so there is no failing order to keep")
        what = Token.parse(token).what
        path = output if output is not None else _free(Path(job.target).parent / f"{test_name(what)}.py")
        if path.exists():
            raise UsageError(f"{path} exists already; name another file with -o")
        _write(path, kept_test(result, _beside(what, path)))
    steps = counted(len(result.steps_to_keep), "step")
    say(f"kata: wrote {shown(str(path))} ({steps}); run it with pytest {shown(str(path))}")


def _write(path: Path, text: str) -> None:
    from ..errors import UsageError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None


def _free(path: Path) -> Path:
    """Return the path, with a number if there is such a file."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem}_{number}.py")
    return found


def _beside(what: str, test: Path) -> str:
    """Return what a token names, with the path of its file relative to the folder of the test."""
    before, at, rest = what.rpartition("@") if "@" in what.partition("::")[0] else ("", "", what)
    file, colons, function = rest.partition("::")
    return f"{before}{at}{Path(os.path.relpath(file, test.resolve().parent)).as_posix()}{colons}{function}"
