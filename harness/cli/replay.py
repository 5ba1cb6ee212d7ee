"""``kata replay TOKEN``: replays one schedule exactly."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from harness.cli.common import AsJson, exit_code, show, usage_errors
from harness.cli.exports import Export, Output, exported, write

if TYPE_CHECKING:
    from harness.workers.job import Job


def replay(
    token: Annotated[str, typer.Argument(metavar="TOKEN", help="As a report prints it.")],
    as_json: AsJson = False,
    export: Export = None,
    output: Output = None,
) -> None:
    """Replay the schedule that a report names.

    Exit code: 0 it passes, 1 it fails, 2 no such schedule for this source, or nothing to export.
    """
    from harness.errors import UsageError
    from harness.report.exports.json import dumps
    from harness.workers.client import WorkerClient

    with usage_errors():
        if output is not None and export is None:
            raise UsageError("-o needs --export chrome, mermaid or json")
        with WorkerClient() as worker:
            result = worker.judge(job_of(token))
        text = exported(result, export) if export is not None else None
        if text is not None and output is not None:
            write(output, text)
            typer.echo(f"kata: wrote {output}", err=True)
    if text is not None and output is None:
        typer.echo(text, nl=False)
    elif as_json:
        typer.echo(dumps([result]))
    else:
        show(result)
    raise typer.Exit(exit_code([result]))


def job_of(text: str) -> Job:
    """Return the job that replays a token.

    Raises:
        TokenError: the text is not a token.
        UsageError: its file, kata or clause does not exist here.
    """
    from harness.course.content.catalogue import catalogue, find
    from harness.course.grading.check import CheckSettings, job
    from harness.errors import UsageError
    from harness.token import Token
    from harness.workers.job import Job

    token = Token.parse(text)
    program, at, target = token.what.partition("@")
    if not at:
        file, _, function = program.rpartition("::")
        path = Path(file)
    else:
        path = Path(target)
    if not path.is_file():
        raise UsageError(f"the token is for {path}, which does not exist here; run it where the report was printed")
    if not at:
        function, *inside = function.split("+")
        return Job("explore", str(path.resolve()), function, replay=text, inside=tuple(inside))
    name, _, called = program.partition("/")
    clause = called.partition("+")[0]
    kata = find(catalogue(), name)
    if clause not in kata.clauses:
        raise UsageError(f"{kata.name} has no clause {clause}")
    return job(kata, clause, path.resolve(), "explore", CheckSettings(), text)
