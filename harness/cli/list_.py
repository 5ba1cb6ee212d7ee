"""``kata list``: the course, and how far the learner is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from harness.cli.common import sentences, wants_color

if TYPE_CHECKING:
    from rich.table import Table

    from harness.course.catalogue import Kata
    from harness.course.progress import Progress

SCHEMA = "kata-list/1"


def list_katas(
    as_json: Annotated[
        bool, typer.Option("--json", help=f"Print one JSON object ({SCHEMA}) and nothing else.")
    ] = False,
) -> None:
    """List the katas in teaching order, and how far each is.

    "proved" is said of a file that passes in every schedule, "begun" of one that was changed since it passed.
    """
    import json

    from harness.course.catalogue import catalogue, find_root
    from harness.course.progress import Progress
    from harness.report.terminal import text

    with sentences():
        root = find_root()
        katas = list(catalogue(root).values())
        progress = Progress(root)
    if progress.note:
        typer.echo(f"kata: {progress.note}", err=True)
    if as_json:
        katas_of = [_plain(kata, progress) for kata in katas]
        typer.echo(json.dumps({"schema": SCHEMA, "katas": katas_of}, indent=2, ensure_ascii=False))
    else:
        typer.echo(text(_table(katas, progress), width=80, color=wants_color()))
        typer.echo(_summary([progress.state(kata) for kata in katas]))


def _plain(kata: Kata, progress: Progress) -> dict[str, Any]:
    entry = progress.entry(kata)
    best = entry.best if entry else None
    return {
        "name": kata.name,
        "concept": kata.concept,
        "needs": list(kata.lesson.needs),
        "state": str(progress.state(kata)),
        "verdict": str(entry.verdict) if entry else None,
        "test": entry.test if entry else None,
        "best": {
            "held": best.held, "clauses": best.clauses, "tried": best.tried, "engine": best.engine,
            "proved": best.proved,
        } if best else None,
    }  # fmt: skip


def _table(katas: list[Kata], progress: Progress) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for title in ("kata", "concept", "state", "best result"):
        grid.add_column(title, no_wrap=True)
    for kata in katas:
        entry, state = progress.entry(kata), progress.state(kata)
        style = "green" if state.finished else ""
        best = Text(str(entry.best) if entry else "")
        grid.add_row(Text(kata.name), Text(kata.concept), Text(str(state), style), best)
    return grid


def _summary(states: list[Any]) -> str:
    finished = sum(state.finished for state in states)
    return f"{finished} of {len(states)} passed; kata next names the next one"
