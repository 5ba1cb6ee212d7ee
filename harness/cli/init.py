"""``kata init DIR``: a folder to work in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from harness.cli.common import usage_errors


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="New or empty; or a workspace, to put back files.")],
) -> None:
    """Make a workspace: the katas, their contracts, and settings with which pytest and an editor work at once.

    Nothing that is there already is changed.
    """
    from harness.course.content.catalogue import catalogue
    from harness.course.learner.workspace import init as make
    from harness.course.learner.workspace import is_workspace

    with usage_errors():
        again = is_workspace(folder)
        written = make(folder)
        number = len(catalogue(folder.resolve()))
    if again:
        for path in written:
            typer.echo(f"wrote {path}")
        typer.echo(f"{folder} is a workspace with {number} katas; what was there is as it was")
        typer.echo("kata update brings newer katas")
        return
    typer.echo(f"{folder} is a workspace with {number} katas")
    typer.echo("you edit the files in katas/; what they must do is in tests/katas/")
    typer.echo("\nnext:")
    if folder.resolve() != Path.cwd():
        typer.echo(f'  cd "{folder}"' if " " in str(folder) else f"  cd {folder}")
    typer.echo("  kata         the next kata, judged whenever you save it")
    typer.echo("  kata list    the course")
