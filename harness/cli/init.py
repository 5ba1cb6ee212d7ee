"""``kata init [DIR]``: creates a folder to work in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import say, usage_errors

DEFAULT = "concurrency-katas"
"""The name of a new folder for which none was typed."""


def init(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]",
            help="A new or empty folder; or a workspace, to restore missing files. By default the current folder if it "
            f"is one of these, or else {DEFAULT} in it.",
        ),
    ] = None,
    exported: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="Put the code in it that the playground's page has exported."),
    ] = None,
) -> None:
    """Create a workspace: the katas, their contracts, and settings for pytest and an editor.

    Existing files are not changed.
    """
    from ..course.content.catalogue import catalogue
    from ..course.learner.exported_work import ExportedWork
    from ..course.learner.workspace import init as make
    from ..course.learner.workspace import is_workspace

    with usage_errors():
        work = ExportedWork.read(exported) if exported is not None else None
        if folder is None:
            here = Path()
            folder = here if is_workspace(here) or not any(here.iterdir()) else here / DEFAULT
        again = is_workspace(folder)
        written = make(folder)
        number = len(catalogue(folder.resolve()))
        put, kept = work.put_into(folder) if work is not None else ([], [])
    for path in put:
        say(f"wrote {path}, as exported")
    for path in kept:
        say(f"kept {path}: it differs from the exported one, and is no stub any more")
    if again:
        for path in written:
            say(f"wrote {path}")
        say(f"{_shown(folder)} is a workspace with {number} katas; existing files were not changed")
        say("kata update installs newer katas")
        return
    say(f"{_shown(folder)} is a workspace with {number} katas")
    say("you edit the files in katas/; their contracts are in tests/katas/")
    typer.echo("\nnext:")
    if folder.resolve() != Path.cwd():
        typer.echo(f'  cd "{folder}"' if " " in str(folder) else f"  cd {folder}")
    say("  kata         open the next kata, and judge it whenever you save")
    say("  kata list    show the course")


def _shown(folder: Path) -> str:
    return "this folder" if folder == Path() else str(folder)
