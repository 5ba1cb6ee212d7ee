"""Parts that the commands share: options, usage errors in one sentence, and printing."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from textwrap import fill
from typing import Annotated

import typer

from ..result import Result
from ..verdict import Verdict
from .completing import katas, strategies

PASSED, FAILED, USAGE = 0, 1, 2
NARROWEST, STANDARD, WIDEST, LINES = 40, 80, 100, 24
NO_WORKSPACE = "to work on them: kata init DIR makes a folder with all of them"
"""What to do outside a workspace, below something about the katas."""
MORE = "the same command with --full"
OUTPUT_OPTIONS = frozenset({"as_json", "full", "github", "jobs", "one_line", "require_all", "sarif"})
"""Options that change the output or the speed, but not the result."""

Schedules = Annotated[int, typer.Option("--schedules", min=1, metavar="N", help="Schedules to explore per clause.")]
Runs = Annotated[
    int | None,
    typer.Option("--runs", min=1, metavar="N", help="Runs on real threads per clause (30; 5 if it is proved)."),
]
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="Seed of all random choices.")]
Jobs = Annotated[
    int, typer.Option("--jobs", min=0, metavar="N", help="Number of worker processes; 0 for one per core.")
]
Strategy = Annotated[
    str,
    typer.Option(
        "--strategy",
        metavar="NAME",
        help="auto, random, pct1 to 3, pos, surw, rff, ipb, idb, dfs, dpor, bpor.",
        autocompletion=strategies,
    ),
]
StrictRaces = Annotated[
    bool, typer.Option("--strict-races", help="Report unsynchronised accesses as a failure, not as a note.")
]
Inside = Annotated[
    list[str] | None,
    typer.Option("--inside", metavar="PACKAGE", help="Explore inside this installed package, too (repeatable)."),
]
Timeouts = Annotated[
    str,
    typer.Option(
        "--timeouts",
        metavar="WHEN",
        help="A wait times out: any (at any time), hour (so, unless it is over an hour), idle (if no thread can run).",
    ),
]
Full = Annotated[bool, typer.Option("--full", help="Print the whole report, even if the terminal is lower.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object (kata-report/1) and nothing else.")]

ReplayArgument = Annotated[
    str,
    typer.Argument(
        metavar="TOKEN|NAME|URL",
        help="As a report prints it; or a kata, for its last failure; or a link to the playground.",
        autocompletion=katas,
    ),
]


@contextmanager
def usage_errors() -> Iterator[None]:
    """Turn usage errors into one sentence and exit code 2."""
    from ..errors import UsageError
    from ..token import TokenError

    try:
        yield
    except (UsageError, TokenError) as error:
        say(f"kata: {error}", err=True)
        raise typer.Exit(USAGE) from None
    except RuntimeError as error:
        from ..workers.answer import WorkerError, internal  # only now: it loads what most commands do not need

        if not isinstance(error, WorkerError):
            raise
        typer.echo(f"kata: error: internal: {internal(error)}", err=True)
        raise typer.Exit(USAGE) from None
    except KeyboardInterrupt:
        typer.echo("kata: stopped; run the same command to start again", err=True)
        raise typer.Exit(130) from None


def show(
    result: Result,
    context: typer.Context | None = None,
    page: str | None = None,
    *,
    full: bool | None = None,
    clauses: Mapping[str, Sequence[Result]] | None = None,
    beside: str = "",
    above: int = 0,
) -> None:
    """Print the report of one result on standard output.

    Args:
        result: the result.
        context: the context of the command that found it, for the line that repeats the command; None for a replay.
        page: the path of the page about it, or None.
        full: whether the option ``--full`` was used: without it the report has at most as many lines as the terminal;
            None for a command that has no such option.
        clauses: the results of each clause of a pass, to report them, too.
        beside: a sentence that compares the file with the reference, or "".
        above: lines that were printed before it, and must stay on the screen.
    """
    from ..report.terminal.failure import Commands, failure, text
    from ..report.terminal.passing import PassExtras, passing

    color, wide, rows = wants_color(), width(), height() if full is False else None
    most = rows - above if rows is not None else None
    if result.verdict in (Verdict.PASS, Verdict.UNFINISHED):
        extras = PassExtras(beside, more=f"{MORE} names each clause")
        shown_pass = passing(result, clauses or {}, width=wide, height=most, extras=extras)
        typer.echo("\n".join([*shown_pass.headline, *shown_pass.lines]))
    else:
        commands = Commands(
            again=again(context, result) if context is not None else None,
            page=page,
            hint=hint(result, context is not None),
            more=MORE,
        )
        shown = failure(result, width=wide, commands=commands, height=most)
        typer.echo(text(shown, width=wide, color=color), color=color)


def say(text: str, *, err: bool = False) -> None:
    """Print a sentence: broken between words on a terminal, and whole where a program reads it.

    Args:
        text: the sentence.
        err: print it on standard error.
    """
    stream = sys.stderr if err else sys.stdout
    if stream.isatty():
        columns = max(shutil.get_terminal_size((STANDARD, LINES)).columns - 1, NARROWEST)
        lines = [fill(line, columns, break_on_hyphens=False, break_long_words=False) for line in text.split("\n")]
        text = "\n".join(lines)
    typer.echo(text, err=err)


def height() -> int | None:
    """Return the lines of a report that fit between two prompts of the terminal; None without a terminal."""
    if not sys.stdout.isatty():
        return None
    return shutil.get_terminal_size((STANDARD, LINES)).lines - 2


def wants_color() -> bool:
    """True if output is a terminal with colours, unless NO_COLOR or FORCE_COLOR is set."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and not is_legacy_windows()


def is_legacy_windows() -> bool:
    """True for an old Windows console, which does not know escape sequences."""
    if sys.platform != "win32":
        return False
    from rich.console import detect_legacy_windows

    return detect_legacy_windows()


def width() -> int:
    """Return the columns for a report: the terminal's, within bounds; 80 without a terminal, so that files compare."""
    if not sys.stdout.isatty():
        return STANDARD
    return min(max(shutil.get_terminal_size((STANDARD, LINES)).columns, NARROWEST), WIDEST)


def again(context: typer.Context, result: Result) -> str:
    """Return the command line that was used, for this result alone."""
    from ..report.terminal.commands import quoted

    words = ["kata", str(context.info_name), quoted(result.name)]
    for option in context.command.params:
        name, source = str(option.name), context.get_parameter_source(str(option.name))
        used = source is not None and source.name == "COMMANDLINE"
        if used and option.param_type_name == "option" and name not in OUTPUT_OPTIONS:
            value = context.params[name]
            words.append(option.opts[0])
            words += [] if value is True else [quoted(str(value.value if isinstance(value, Enum) else value))]
    return " ".join(words)


def hint(result: Result, checked: bool = False) -> str | None:
    """Return the command that shows a hint for this failure; None if there is no hint.

    Args:
        result: the result of a kata or of another program.
        checked: the result is stored as the kata's last one, which ``kata hint`` uses.
    """
    from ..course.content.catalogue import catalogue, find, root_to_read
    from ..course.content.hints import hints
    from ..errors import UsageError

    try:
        kata = find(catalogue(root_to_read()[0]), result.name) if "::" not in result.name else None
        if kata is None or result.verdict not in hints(kata):
            return None
    except UsageError:
        return None
    own = checked and Path(result.file).resolve() == kata.stub.resolve()
    return f"kata hint {kata.name}" + ("" if own else f" --verdict {result.verdict}")


def exit_code(results: list[Result], require_all: bool = False) -> int:
    """Return 0 if nothing failed; unfinished stubs count as failed only if all katas are required."""
    bad = [
        result for result in results if not result.passed and (result.verdict is not Verdict.UNFINISHED or require_all)
    ]
    return FAILED if bad else PASSED
