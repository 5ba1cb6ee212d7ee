"""``kata page TOKEN``: replays one schedule, and writes it as an HTML page to step through.

The name of a kata in place of the token means its last failure; a link to the playground, the schedule in it.
"""

from __future__ import annotations

from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated

import typer

from .common import ReplayArgument, exit_code, usage_errors
from .links import unlinked

if TYPE_CHECKING:
    from ..answers.game import Recording
    from ..result import Result

REPORTS = "reports"
RECORDING = "the schedules around this failure are being recorded for its page: a few seconds"


def page(
    token: ReplayArgument,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write; .kata/reports by default.")
    ] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Replay the schedule of a report, the last failure of a kata, or a playground's link, and write a page about it.

    The page is a single file that needs no network: you can mail it, print it and keep it. On it you can take over at
    any step, and choose yourself which thread goes on.

    Exit code: 0 the schedule passes and there is no page, 1 it fails, 2 no such schedule for this source.
    """
    from ..course.grading.recording import recorded
    from ..course.learner.last_failure import replay_job
    from ..errors import UsageError
    from ..workers.client import WorkerClient

    with usage_errors():
        token = unlinked(token)
        with WorkerClient(plays=True) as worker:
            job = replay_job(token)
            result = worker.judge(job)
            if result.passed:
                typer.echo("kata: this schedule passes, so there is no page to write", err=True)
                raise typer.Exit(0)
            recording = recorded(worker, job, result)
        try:
            path = write_page(result, output, recording)
        except OSError as error:
            raise UsageError(f"the page cannot be written: {error}") from None
    typer.echo(path)
    if open_it:
        typer.launch(path.resolve().as_uri())
    raise typer.Exit(exit_code([result]))


def page_of(result: Result) -> str | None:
    """Write the page of a failure to the other reports; return its path, or None if there is no page.

    A check continues if the page cannot be written: on a full disk, or in a read-only folder.
    """
    from ..verdict import Verdict

    if result.verdict in (Verdict.PASS, Verdict.UNFINISHED):
        return None
    try:
        return str(write_page(result))
    except OSError:
        return None


def page_at(result: Result, file: Path) -> str | None:
    """Write the page of a failure to a file; return its path as a report shows it, or None if it cannot be written."""
    try:
        write_page(result, file)
    except OSError:
        return None
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)


def prepare_reports() -> None:
    """Load in the background what a result and its page need, while the workers start and a core is idle."""

    def load() -> None:
        from ..common.records import prepare
        from ..report.page.render import template
        from ..result import Result

        prepare(decoded=[Result])
        template()

    Thread(target=load, name="reports", daemon=True).start()


def recorded_again(result: Result) -> Recording | None:
    """Return the schedules around a failure that has been judged, as ``recorded`` does, in a worker of their own."""
    from ..course.grading.recording import recorded
    from ..course.grading.token_job import job_of
    from ..errors import UsageError
    from ..token import TokenError
    from ..workers.client import WorkerClient

    if result.replay is None:
        return None
    try:
        with WorkerClient(plays=True) as worker:
            return recorded(worker, job_of(result.replay), result)
    except (UsageError, TokenError):
        return None  # its file is gone


def write_page(result: Result, file: Path | None = None, recording: Recording | None = None) -> Path:
    """Write the page of a failure.

    Args:
        result: the failure.
        file: where to write; None for ``.kata/reports/NAME.html``.
        recording: the schedules around it, to be played on the page; None without a game.

    Returns:
        The file, relative to the working directory if it lies below it.

    Raises:
        OSError: it cannot be written.
    """
    from ..course.content.result_hints import hints_for
    from ..failure_store import FOLDER, FailureStore
    from ..report.page import render, write

    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(render(result, hints=hints_for(result), recording=recording), encoding="utf-8", newline="\n")
        return file
    path = write(result, FailureStore.find().root / FOLDER / REPORTS, hints=hints_for(result), recording=recording)
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
