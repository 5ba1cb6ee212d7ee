"""``kata update``: installs newer katas and contracts without touching the learner's work."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import typer

from .common import usage_errors

if TYPE_CHECKING:
    from ..course.learner.workspace import FileChange


def update() -> None:
    """Install new katas and newer contracts in this workspace; files that you have changed stay as they are."""
    from ..course.content.catalogue import find_root
    from ..course.learner.workspace import FileState
    from ..course.learner.workspace import update as bring

    with usage_errors():
        changes = bring(find_root())
    for change in changes:
        typer.echo(f"{change.what:5}  {change.path}{_more(change)}")
    if not changes:
        typer.echo("everything is up to date")
    elif any(change.what is FileState.NEWER and change.path.startswith("tests/katas/") for change in changes):
        typer.echo("\ncheck the katas with newer contracts again: kata list shows them as begun")


def _more(change: FileChange) -> str:
    from ..course.learner.workspace import FileState

    path = PurePosixPath(change.path)
    if change.what is FileState.GONE:
        return ": no longer part of the package; it is yours now"
    if change.what is not FileState.LEFT:
        return ""
    if path.parts[0] == "katas":
        return f": it has your work; kata reset {path.stem} keeps a copy and installs the newer one"
    return ": you have changed it; move it away, and kata update installs the newer one"
