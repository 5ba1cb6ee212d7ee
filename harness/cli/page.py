"""``kata page TOKEN``: one schedule again, as an HTML page to walk through."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from harness.cli.common import exit_code, usage_errors

if TYPE_CHECKING:
    from harness.result import Result

REPORTS = "reports"


def page(
    token: Annotated[str, typer.Argument(metavar="TOKEN", help="As a report prints it.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write; default .kata/reports.")
    ] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Run the schedule that a report names, and write the page of its failure.

    The page needs no network and nothing beside it: it can be mailed, printed and kept.

    Exit code: 0 the schedule passes and there is no page, 1 it fails, 2 no such schedule for this source.
    """
    from harness.cli.replay import _job
    from harness.errors import UsageError
    from harness.workers.client import WorkerClient

    with usage_errors():
        with WorkerClient() as judge:
            result = judge.judge(_job(token))
        if result.passed:
            typer.echo("kata: this schedule passes; there is no page to write", err=True)
            raise typer.Exit(0)
        try:
            path = write_page(result, output)
        except OSError as error:
            raise UsageError(f"the page cannot be written: {error}") from None
    typer.echo(path)
    if open_it:
        typer.launch(path.resolve().as_uri())
    raise typer.Exit(exit_code([result]))


def written(result: Result) -> str | None:
    """Write the page of a failure beside the other reports; where it is, or None if there is none.

    A check goes on where no page can be written: on a full disk, in a folder that is not one's own.
    """
    from harness.verdict import Verdict

    if result.verdict in (Verdict.PASS, Verdict.UNFINISHED):
        return None
    try:
        return str(write_page(result))
    except OSError:
        return None


def write_page(result: Result, file: Path | None = None) -> Path:
    """Write the page of a failure.

    Args:
        result: what was found.
        file: where; None for ``.kata/reports/NAME.html``.

    Returns:
        The file, as seen from the working directory where it lies below it.

    Raises:
        OSError: it cannot be written.
    """
    from harness.failure_store import FOLDER, FailureStore
    from harness.report.page import render, write

    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(render(result, hints=_hints(result)), encoding="utf-8", newline="\n")
        return file
    path = write(result, FailureStore.find().root / FOLDER / REPORTS, hints=_hints(result))
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _hints(result: Result) -> list[tuple[str, str]]:
    """Heading and text of what helps with this verdict of this kata, if anything is written."""
    from harness.course.content.catalogue import catalogue, find
    from harness.course.content.hints import HEADINGS, LEVELS, hints
    from harness.errors import UsageError

    try:
        texts = hints(find(catalogue(), result.name)).get(str(result.verdict), {})
    except UsageError:  # no kata, or no project round it: a page needs none
        return []
    return [(HEADINGS[level], texts[level]) for level in LEVELS if texts.get(level, "").strip()]
