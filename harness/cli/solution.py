"""``kata solution NAME``: shows the reference solution, after the learner's own has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .asking import confirmed
from .common import usage_errors, wants_color
from .completing import katas as kata_names

if TYPE_CHECKING:
    from ..course.content.catalogue import Kata


def solution(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The kata.", autocompletion=kata_names)],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Show it even if the kata is not passed.")] = False,
) -> None:
    """Show the reference solution: after a pass, or if you confirm it."""
    from ..course.content.catalogue import catalogue, find
    from ..course.learner.progress import CourseProgress
    from ..errors import UsageError

    with usage_errors():
        kata = find(catalogue(), name)
        if not kata.solution.is_file():
            raise UsageError(f"solutions/{kata.solution.name} does not exist")
        finished = CourseProgress(kata.root).state(kata).finished
        if not finished and not confirmed(_warning(kata), yes):
            typer.echo(f"a hint may help: kata hint {kata.name}")
            return
    typer.echo(_shown(kata))
    if finished:
        from ..course.comparing.source_outline import comparison

        sentence = comparison(kata.stub, kata.solution)
        if sentence:
            typer.echo(f"\n{sentence}", err=True)


def _warning(kata: Kata) -> str:
    return f"{kata.name} is not passed yet, and you learn more from a solution that you find yourself. Show it?"


def _shown(kata: Kata) -> str:
    text = kata.solution.read_text(encoding="utf-8").rstrip("\n")
    if not wants_color():
        return text
    from rich.syntax import Syntax

    from ..report.terminal.failure import text as printed

    return printed(Syntax(text, "python", theme="ansi_dark", background_color="default"), width=120, color=True)
