"""``kata new NAME``: writes the skeleton files of a new kata."""

from __future__ import annotations

from typing import Annotated

import typer

from .common import usage_errors


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As in the file names: lower_case.")],
    rest: Annotated[
        bool, typer.Option("--rest", help="Fill in unchanged files from those that are done: see above.")
    ] = False,
) -> None:
    """Write the skeleton files of a new kata, for authors of katas.

    With --rest, fill in what follows from the files that are done: the solution and the right variants
    get the signatures of the stub, and the contract gets the allowed primitives. When the solution is
    written, the wrong variants get its code, to be broken in one place each. The hints get an empty
    table for each verdict that the wrong variants declare.
    """
    from ..course.authoring.scaffold import create, fill_in
    from ..course.content.catalogue import find_root

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
  2. tests/katas/test_{name}.py: one function for each clause, and in allow= what the stub allows
  3. solutions/{name}.py: a right answer, written to be read; kata check {name} --against solutions;
     then kata new {name} --rest
  4. tests/wrong/{name}/, tests/right/{name}/: wrong solutions and other right ones, as many as you can find;
     the first line of each declares its result, # passes or # fails: VERDICT (kata explain lists them)
  5. harness/course/hints/{name}.toml: three levels for each verdict of a wrong variant
  6. harness/course/course.toml: move the table to its place; name the new idea, the katas it needs,
     how hard it is (easy, medium or hard) and how long it takes
  7. kata verify {name}: reports what is still missing""")
