"""Output of the commands for other programs: one execution as a file, and GitHub's annotations and summary."""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..result import Result


class Format(StrEnum):
    """The formats in which an execution can be written."""

    CHROME = "chrome"
    MERMAID = "mermaid"
    JSON = "json"
    SARIF = "sarif"


Export = Annotated[
    Format | None,
    typer.Option(
        "--export",
        help="Write the execution: chrome opens in Perfetto, mermaid is a sequence diagram, json is --json, sarif is"
        " for code scanning.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Where --export writes; standard output by default."),
]
Github = Annotated[
    bool, typer.Option("--github", help="Add annotations for a GitHub workflow, and write its step summary.")
]
Sarif = Annotated[
    Path | None,
    typer.Option("--sarif", metavar="FILE", help="Also write the results as SARIF 2.1.0, for code scanning."),
]
OneLine = Annotated[
    bool, typer.Option("--oneline", help="Print file:line: verdict: sentence for each result, and nothing else.")
]


def exported(result: Result, form: Format) -> str:
    """Return the execution of a result in another format.

    Raises:
        UsageError: no execution was recorded.
    """
    from ..errors import UsageError
    from ..report.exports import chrome, json, mermaid, sarif

    try:
        match form:
            case Format.CHROME:
                return chrome.dumps(result) + "\n"
            case Format.MERMAID:
                return mermaid.diagram(result)
            case Format.JSON:
                return json.dumps([result]) + "\n"
            case Format.SARIF:
                return sarif.dumps([result]) + "\n"
    except ValueError as error:
        raise UsageError(f"{form.value}: {error}, so there is nothing to export") from None


def write(path: Path, text: str) -> None:
    """Write a file, all of it or nothing.

    Raises:
        UsageError: it cannot be written.
    """
    from ..errors import UsageError

    if not path.name or path.is_dir():
        raise UsageError(f"{path}: is a directory; name a file")
    fresh = path.with_name(f"{path.name}.new")
    try:
        fresh.write_text(text, encoding="utf-8", newline="\n")
        os.replace(fresh, path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise UsageError(f"{path}: {error.strerror or error}") from None


def write_sarif(results: Sequence[Result], path: Path | None) -> None:
    """Write results as SARIF, if a file for it was named.

    Raises:
        UsageError: it cannot be written.
    """
    if path is not None:
        from ..report.exports.sarif import dumps

        write(path, dumps(results) + "\n")
        typer.echo(f"kata: wrote {path}", err=True)


def print_lines(results: Sequence[Result]) -> None:
    """Print one line for each result, as ``--oneline`` promises."""
    from ..report.exports.oneline import oneline

    for result in results:
        typer.echo(oneline(result))


def refuse_two_outputs(as_json: bool, one_line: bool) -> None:
    """Refuse two forms of output for one standard output.

    Raises:
        UsageError: both are wanted.
    """
    from ..errors import UsageError

    if as_json and one_line:
        raise UsageError("--json and --oneline are two forms of output; name one of them")


def write_github(results: Sequence[Result], *, err: bool) -> None:
    """Print GitHub's annotations, and write the summary if the workflow has a file for it.

    Args:
        results: the results.
        err: print to standard error, which a workflow reads as well, and not to standard output.
    """
    from ..report.exports.github import commands, write_summary

    for line in commands(results, os.environ.get("GITHUB_WORKSPACE", "")):
        typer.echo(line, err=err)
    note = write_summary(results, os.environ)
    if note:
        typer.echo(f"kata: {note}", err=True)
