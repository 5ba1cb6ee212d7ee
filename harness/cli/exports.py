"""What the commands write for other programs: one execution as a file, and GitHub's annotations and summary."""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from harness.result import Result


class Format(StrEnum):
    """What an execution can be written as."""

    CHROME = "chrome"
    MERMAID = "mermaid"
    JSON = "json"


Export = Annotated[
    Format | None,
    typer.Option(
        "--export", help="Write the execution: chrome opens in Perfetto, mermaid is a sequence diagram, json is --json."
    ),
]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where --export writes; else standard output.")
]
Github = Annotated[
    bool, typer.Option("--github", help="Add annotations for a GitHub workflow, and write its step summary.")
]


def exported(result: Result, form: Format) -> str:
    """The execution of a result in another form.

    Raises:
        UsageError: none was recorded.
    """
    from harness.errors import UsageError
    from harness.report.exports import chrome, json, mermaid

    try:
        match form:
            case Format.CHROME:
                return chrome.dumps(result) + "\n"
            case Format.MERMAID:
                return mermaid.diagram(result)
            case Format.JSON:
                return json.dumps([result]) + "\n"
    except ValueError as error:
        raise UsageError(f"{form.value}: {error}, so there is nothing to export") from None


def write(path: Path, text: str) -> None:
    """Write a file, all of it or none.

    Raises:
        UsageError: it cannot be written.
    """
    from harness.errors import UsageError

    beside = path.with_name(f"{path.name}.new")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UsageError(f"{path}: {error.strerror or error}") from None


def write_github(results: Sequence[Result], *, err: bool) -> None:
    """Annotations, and the summary where the workflow wants it.

    Args:
        results: what was judged.
        err: to standard error, which a workflow reads as well; else to standard output.
    """
    from harness.report.exports.github import commands, write_summary

    for line in commands(results, os.environ.get("GITHUB_WORKSPACE", "")):
        typer.echo(line, err=err)
    said = write_summary(results, os.environ)
    if said:
        typer.echo(f"kata: {said}", err=True)
