"""``kata reset NAME``: restores the original stub of a kata."""

from __future__ import annotations

from typing import Annotated

import typer

from .asking import confirmed
from .common import usage_errors
from .completing import katas as kata_names


def reset(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The kata.", autocompletion=kata_names)],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Restore the original stub of a kata; your own file is kept under .kata/backups/."""
    from ..course.content.catalogue import catalogue, find
    from ..course.learner.reset import original
    from ..course.learner.reset import reset as put_back

    with usage_errors():
        kata = find(catalogue(), name)
        fresh = original(kata)
        if kata.stub.is_file() and kata.stub.read_bytes() == fresh:
            typer.echo(f"katas/{kata.stub.name} is the original stub")
            return
        if not confirmed(f"Restore the original katas/{kata.stub.name}? A copy of your file is kept.", yes):
            typer.echo(f"katas/{kata.stub.name} is unchanged")
            return
        backup = put_back(kata)
    typer.echo(f"katas/{kata.stub.name} is the original stub")
    if backup is not None:
        typer.echo(f"your file is now {backup.relative_to(kata.root).as_posix()}: copy it back to continue with it")
