"""``kata replay TOKEN``: replays one schedule exactly."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from .common import AsJson, exit_code, show, usage_errors
from .exports import Export, OneLine, Output, exported, print_lines, refuse_two_outputs, write


def replay(
    token: Annotated[str, typer.Argument(metavar="TOKEN", help="As a report prints it.")],
    search: Annotated[
        bool,
        typer.Option("--search", help="Try 1,000 schedules that begin as this one does, as far as possible."),
    ] = False,
    as_json: AsJson = False,
    export: Export = None,
    output: Output = None,
    one_line: OneLine = False,
) -> None:
    """Replay the schedule that a report names.

    Exit code: 0 it passes, 1 it fails, 2 no such schedule for this source, or nothing to export.
    """
    from ..course.grading.token_job import job_of
    from ..errors import UsageError
    from ..report.exports.json import dumps
    from ..report.sentences.edited import edited_sentence
    from ..workers.client import WorkerClient
    from ..workers.job import NEAR, REPLAY

    with usage_errors():
        if output is not None and export is None:
            raise UsageError("-o needs --export chrome, mermaid, json or sarif")
        refuse_two_outputs(as_json, one_line)
        if export is not None and output is None and one_line:
            raise UsageError("--export writes to standard output, as --oneline does; name a file with -o")
        with WorkerClient() as worker:
            result = worker.judge(replace(job_of(token), retracing=NEAR if search else REPLAY))
        text = exported(result, export) if export is not None else None
        if text is not None and output is not None:
            write(output, text)
            typer.echo(f"kata: wrote {output}", err=True)
    if text is not None and output is None:
        typer.echo(text, nl=False)
    elif as_json:
        typer.echo(dumps([result]))
    elif one_line:
        print_lines([result])
    else:
        show(result)
        if result.renamed is not None:
            typer.echo(edited_sentence(result.renamed))
    raise typer.Exit(exit_code([result]))
