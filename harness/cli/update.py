"""``kata update``: newer katas and contracts, and everybody's work as it was."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import typer

from harness.cli.common import usage_errors

if TYPE_CHECKING:
    from harness.course.learner.workspace import FileChange


def update() -> None:
    """Bring new katas and newer contracts into this workspace; a file that you have changed stays as it is."""
    from harness.course.content.catalogue import find_root
    from harness.course.learner.workspace import FileState
    from harness.course.learner.workspace import update as bring

    with usage_errors():
        changes = bring(find_root())
    for change in changes:
        typer.echo(f"{change.what:5}  {change.path}{_more(change)}")
    if not changes:
        typer.echo("nothing is newer than what is here")
    elif any(change.what is FileState.NEWER and change.path.startswith("tests/katas/") for change in changes):
        typer.echo("\na kata with a newer contract is to be checked again: kata list names those that are begun")


def _more(change: FileChange) -> str:
    from harness.course.learner.workspace import FileState

    path = PurePosixPath(change.path)
    if change.what is FileState.GONE:
        return ": handed out no more; it is yours"
    if change.what is not FileState.LEFT:
        return ""
    if path.parts[0] == "katas":
        return f": it has your work; kata reset {path.stem} keeps a copy and takes the newer one"
    return ": it was changed here; move it away, and kata update brings the newer one"
