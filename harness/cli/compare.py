"""``kata compare NAME [FILE]...``: compares a file with the reference and with other files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .asking import confirmed
from .common import Jobs, Schedules, Seed, say, usage_errors, wants_color, width
from .completing import katas as kata_names

if TYPE_CHECKING:
    from ..course.content.catalogue import Kata

SCHEMA = "kata-compare/1"


def compare(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The kata.", autocompletion=kata_names)],
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE", help="Further files to compare.")] = None,
    against: Annotated[
        str, typer.Option("--against", metavar="WHAT", help="What to compare: katas, solutions, DIR or FILE.")
    ] = "katas",
    schedules: Schedules = 300,
    seed: Seed = 0,
    jobs: Jobs = 0,
    as_json: Annotated[
        bool, typer.Option("--json", help=f"Print one JSON object ({SCHEMA}) and nothing else.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Compare even if the kata is not passed.")] = False,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write the comparison as a page.")] = None,
) -> None:
    """Compare a file with the reference solution: verdicts, proofs, speed, fairness, locks, concurrency, lines.

    Speeds are ratios to the reference, which is measured in turn with the other files. They are not a verdict: the
    exit code is 0 whatever the files do.
    """
    from ..course.comparing.compare import compare as measure
    from ..course.comparing.compare import settings_of
    from ..course.content.catalogue import catalogue, find, target_of
    from ..course.learner.progress import CourseProgress
    from ..errors import UsageError
    from ..report.exports.compare import dumps
    from ..report.terminal.compare import table
    from ..report.terminal.failure import text
    from ..report.terminal.progress import ProgressDisplay

    with usage_errors():
        kata = find(catalogue(), name)
        mine, others = target_of(kata, against), [_existing(file) for file in files or []]
        _existing(mine)
        if html is not None and not html.resolve().parent.is_dir():  # reported before the work, not after it
            raise UsageError(f"--html {html}: there is no folder {html.parent}")
        if not CourseProgress(kata.root).state(kata).finished and not confirmed(_warning(kata), yes):
            say(f"a hint may help: kata hint {kata.name}")
            return
        with ProgressDisplay.on(sys.stderr) as progress:
            progress.begin(kata.name, len(kata.clauses) * (2 + len(others)), schedules)
            columns = measure(kata, mine, others, settings_of(schedules, seed), jobs, progress.part_done)
        if html is not None:
            from ..report.page.compare import render

            try:
                html.write_text(render(columns), encoding="utf-8", newline="\n")
            except OSError as error:
                raise UsageError(f"the page cannot be written: {error}") from None
    if as_json:
        typer.echo(dumps(columns))
    else:
        color, wide = wants_color(), width()
        typer.echo(text(table(columns, wide), width=wide, color=color), color=color)
        if html is not None:
            typer.echo(html)


def _warning(kata: Kata) -> str:
    return f"{kata.name} is not passed yet, and the comparison tells how the reference is built. Compare anyway?"


def _existing(file: Path) -> Path:
    """Return the path, if the file exists.

    Raises:
        UsageError: it does not exist.
    """
    from ..errors import UsageError

    if not file.is_file():
        raise UsageError(f"{file}: no such file")
    return file
