"""What the commands share: usage errors in one sentence, and printing."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from harness.trace import Result, Verdict

PASSED, FAILED, USAGE = 0, 1, 2

Schedules = Annotated[int, typer.Option("--schedules", min=1, metavar="N", help="Schedules to explore per clause.")]
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="Seed of everything that is left to chance.")]
Jobs = Annotated[int, typer.Option("--jobs", min=0, metavar="N", help="Processes side by side; 0 for one per core.")]
Strategy = Annotated[
    str, typer.Option("--strategy", metavar="NAME", help="auto, random, pct1 to 3, pos, surw, ipb, idb, dfs, dpor.")
]
StrictRaces = Annotated[
    bool, typer.Option("--strict-races", help="Accesses of the file that nothing orders are a failure, not a note.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object (kata-report/1) and nothing else.")]


@contextmanager
def sentences() -> Iterator[None]:
    """Turn what a user got wrong into one sentence and exit code 2."""
    from harness.course.catalogue import UsageError
    from harness.token import TokenError

    try:
        yield
    except (UsageError, TokenError) as error:
        typer.echo(f"kata: {error}", err=True)
        raise typer.Exit(USAGE) from None
    except KeyboardInterrupt:
        typer.echo("kata: stopped; run the same command to begin again", err=True)
        raise typer.Exit(130) from None


def known_strategy(name: str) -> str:
    """The name, if there is such a strategy.

    Raises:
        UsageError: there is none; says the nearest.
    """
    from harness.course.catalogue import UsageError, nearest
    from harness.search.plan import AUTO, STRATEGIES

    names = [AUTO, *STRATEGIES]
    if name not in names:
        raise UsageError(f"there is no strategy {name!r}{nearest(name, names)}")
    return name


def show(result: Result) -> None:
    """The report of one result, on standard output."""
    from harness.report.terminal import failure, notes, summary_line, text

    color = wants_color()
    if result.verdict in (Verdict.PASS, Verdict.UNFINISHED):
        typer.echo(summary_line(result))
        for note in notes(result):
            typer.echo(note)
    else:
        command = f"kata replay {result.replay}" if result.replay is not None else None
        typer.echo(text(failure(result, replay_command=command), color=color))


def wants_color() -> bool:
    """Colours are for terminals, unless the environment says otherwise (NO_COLOR, FORCE_COLOR)."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def exit_code(results: list[Result], require_all: bool = False) -> int:
    """0 when nothing failed; an unfinished stub fails only when asked to."""
    bad = [
        result for result in results if not result.passed and (result.verdict is not Verdict.UNFINISHED or require_all)
    ]
    return FAILED if bad else PASSED
