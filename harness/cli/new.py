"""``kata new NAME``: the files of a kata that is still to be written."""

from __future__ import annotations

from typing import Annotated

import typer

from harness.cli.common import sentences


def new(name: Annotated[str, typer.Argument(metavar="NAME", help="As in the file names: small_letters.")]) -> None:
    """Write the skeleton of all files of a new kata: for those who write katas."""
    from harness.course.catalogue import find_root
    from harness.course.skeleton import create

    with sentences():
        root = find_root()
        written = create(root, name)
    for path in written:
        typer.echo(f"wrote {path.relative_to(root).as_posix()}")
    typer.echo(f"""
next:
  1. katas/{name}.py: the story, the contract, what is allowed, the signatures
  2. tests/katas/test_{name}.py: one function a clause, and the same in allow=
  3. solutions/{name}.py: a right answer, written to be read; kata check {name} --against solutions
  4. tests/wrong/{name}/, tests/right/{name}/: wrong solutions and other right ones, as many as you can find
  5. harness/course/hints/{name}.toml: three levels for each verdict of the wrong ones
  6. harness/course/course.toml: move the table to its place, say what is new and what it needs
  7. kata verify {name}: says what is still missing""")
