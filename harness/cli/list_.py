"""``kata list``: shows the course and the learner's progress."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import usage_errors, wants_color, width

if TYPE_CHECKING:
    from ..course.content.catalogue import Kata
    from ..course.learner.progress import CourseProgress

SCHEMA = "kata-list/1"


def list_katas(
    as_json: Annotated[
        bool, typer.Option("--json", help=f"Print one JSON object ({SCHEMA}) and nothing else.")
    ] = False,
) -> None:
    """List the katas in teaching order, with the state of each.

    "proved" means that a file passes in every schedule, "begun" that it has not passed since its last change.
    """
    import json

    from ..course.content.catalogue import catalogue, find_root
    from ..course.learner.progress import CourseProgress

    with usage_errors():
        root = find_root()
        katas = list(catalogue(root).values())
        progress = CourseProgress(root)
    if progress.note:
        typer.echo(f"kata: {progress.note}", err=True)
    if as_json:
        katas_of = [_plain(kata, progress) for kata in katas]
        typer.echo(json.dumps({"schema": SCHEMA, "katas": katas_of}, indent=2, ensure_ascii=False))
    else:
        typer.echo(table(katas, progress, width=width(), color=wants_color()), color=wants_color())
        typer.echo(_summary([progress.state(kata) for kata in katas]))


def _plain(kata: Kata, progress: CourseProgress) -> dict[str, Any]:
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


def table(katas: list[Kata], progress: CourseProgress, *, here: str = "", width: int = 80, color: bool = False) -> str:
    """Return one line for each kata, at most ``width`` columns wide; the name of the kata ``here`` is in bold.

    Not by rich's tables, which take longer to import than this whole command may; ``rich.cells`` takes 10 ms.
    """
    from rich.cells import cell_len

    rows, finished = [("kata", "concept", "state", "best result")], [False]
    for kata in katas:
        entry, state = progress.entry(kata), progress.state(kata)
        rows.append((kata.name, kata.concept, str(state), str(entry.best) if entry else ""))
        finished.append(state.finished)
    room = [max(cell_len(row[column]) for row in rows) for column in range(4)]
    # the concept is cut first: without a course file it is the title, of any length
    room[1] = max(min(room[1], width - room[0] - room[2] - room[3] - 6), 7)
    room[3] = max(min(room[3], width - room[0] - room[1] - room[2] - 6), 1)  # then the result, on a narrow terminal
    lines = []
    for number, (row, done) in enumerate(zip(rows, finished, strict=True)):
        name, concept, state_, best = (_fitted(cell, size) for cell, size in zip(row, room, strict=True))
        if color:
            name = typer.style(name, bold=not number or row[0] == here)
            state_ = typer.style(state_, fg="green") if done else state_
        lines.append(f"{name}  {concept}  {state_}  {best}".rstrip())
    lines.insert(1, "─" * (sum(room) + 6))
    return "\n".join(lines)


def _fitted(text: str, size: int) -> str:
    """Return the text padded or cut to ``size`` columns, as terminals count them."""
    from rich.cells import cell_len, set_cell_size

    return set_cell_size(text, size) if cell_len(text) <= size else set_cell_size(text, size - 1) + "…"


def _summary(states: list[Any]) -> str:
    finished = sum(state.finished for state in states)
    return f"{finished} of {len(states)} passed; kata next names the next one"
