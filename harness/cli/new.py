"""``kata new NAME``: the files of a kata that is still to be written."""

from __future__ import annotations

from typing import Annotated

import typer

from harness.cli.common import usage_errors


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As in the file names: small_letters.")],
    rest: Annotated[
        bool, typer.Option("--rest", help="Fill files nobody has touched from those that are done: see above.")
    ] = False,
) -> None:
    """Write the skeleton of all files of a new kata: for those who write katas.

    With --rest, what follows from the files that are done: the solution and the right variants take
    the signatures of the stub, the contract what it allows; once the solution is written, the wrong
    variants take its code, each to be broken in one place; the hints take an empty table for each
    verdict that the wrong variants name.
    """
    from harness.course.authoring.scaffold import create, fill_in
    from harness.course.content.catalogue import find_root

    with usage_errors():
        root = find_root()
        written = fill_in(root, name) if rest else create(root, name)
    for path in written:
        typer.echo(f"wrote {path.relative_to(root).as_posix()}")
    if rest:
        return
    typer.echo(f"""
next:
  1. katas/{name}.py: the story, the contract, what is allowed, the signatures; then kata new {name} --rest
  2. tests/katas/test_{name}.py: one function a clause, and in allow= what the stub allows
  3. solutions/{name}.py: a right answer, written to be read; kata check {name} --against solutions;
     then kata new {name} --rest
  4. tests/wrong/{name}/, tests/right/{name}/: wrong solutions and other right ones, as many as you can find;
     the first line of each says how it ends, # passes or # fails: VERDICT (kata explain lists them)
  5. harness/course/hints/{name}.toml: three levels for each verdict of the wrong ones
  6. harness/course/course.toml: move the table to its place, say what is new and what it needs
  7. kata verify {name}: says what is still missing""")
