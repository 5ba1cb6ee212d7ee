"""``kata list``: shows the course and the learner's progress."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import NO_WORKSPACE, usage_errors, wants_color, width

if TYPE_CHECKING:
    from ..course.content.catalogue import Kata
    from ..course.learner.progress import CourseProgress
    from ..course.repair.records import RepairRecords

SCHEMA = "kata-list/1"


def list_katas(
    as_json: Annotated[
        bool, typer.Option("--json", help=f"Print one JSON object ({SCHEMA}) and nothing else.")
    ] = False,
) -> None:
    """List the katas in teaching order, with the state of each.

    "proved" means that a file passes in every schedule, "begun" that it has not passed since its last change. In a
    ``kata watch`` session, the key l shows the same as a list to move in.
    """
    import json

    from ..course.content.catalogue import catalogue, root_to_read
    from ..course.learner.progress import CourseProgress
    from ..course.quiz.boxes import QuizBoxes
    from ..course.quiz.questions import questions
    from ..course.repair.records import RepairRecords

    with usage_errors():
        root, own = root_to_read()
        katas = list(catalogue(root).values())
        progress, repairs, boxes = CourseProgress(root), RepairRecords(root), QuizBoxes(root)
    note = progress.note or repairs.note or boxes.note
    if note:
        typer.echo(f"kata: {note}", err=True)
    known, every = boxes.known(questions().values()), len(questions())
    if as_json:
        katas_of = [_plain(kata, progress, repairs) for kata in katas]
        data = {"schema": SCHEMA, "katas": katas_of, "quiz": {"known": known, "all": every}}
        typer.echo(json.dumps(data, indent=2, ensure_ascii=False))
        return
    typer.echo(table(katas, progress, width=width(), color=wants_color()), color=wants_color())
    typer.echo(_summary([progress.state(kata) for kata in katas]) if own else NO_WORKSPACE)
    if own:
        _practice(katas, repairs, known, every)


def _practice(katas: list[Kata], repairs: RepairRecords, known: int, every: int) -> None:
    """Print how many repairs are mended and how many questions are known, if there are wrong solutions to mend."""
    from ..course.content.variants import wrong_variants
    from ..report.terminal.repair import practice_summary

    total = sum(len(wrong_variants(kata)) for kata in katas)
    if total:
        typer.echo(practice_summary(sum(map(repairs.number_mended, katas)), total, known, every))


def _plain(kata: Kata, progress: CourseProgress, repairs: RepairRecords) -> dict[str, Any]:
    from ..course.content.variants import wrong_variants

    entry = progress.entry(kata)
    best = entry.best if entry else None
    return {
        "name": kata.name,
        "concept": kata.concept,
        "difficulty": kata.lesson.difficulty or None,
        "minutes": kata.lesson.minutes or None,
        "needs": list(kata.lesson.needs),
        "state": str(progress.state(kata)),
        "verdict": str(entry.verdict) if entry else None,
        "test": entry.clause if entry else None,
        "best": {
            "held": best.held, "clauses": best.clauses, "tried": best.tried, "engine": best.engine,
            "proved": best.proved,
        } if best else None,
        "repairs": {"mended": repairs.number_mended(kata), "all": len(wrong_variants(kata))},
    }  # fmt: skip


def table(katas: list[Kata], progress: CourseProgress, *, here: str = "", width: int = 80, color: bool = False) -> str:
    """Return one line for each kata, at most ``width`` columns wide; the name of the kata ``here`` is in bold.

    Not by rich's tables, which take longer to import than this whole command may; ``rich.cells`` takes 10 ms.
    """
    from .course_table import GAP, HEAD, course_row, fitted_columns, line_of

    rows = [course_row(kata, progress) for kata in katas]
    columns = fitted_columns(rows, width)
    lines = []
    for row in (HEAD, *rows):
        texts = line_of(row, columns)
        if color:
            texts["name"] = typer.style(texts["name"], bold=row is HEAD or row.name == here)
            if row is not HEAD and row.finished:
                texts["state"] = typer.style(texts["state"], fg="green")
        lines.append((" " * GAP).join(texts.values()).rstrip())
    lines.insert(1, "─" * (sum(columns.values()) + GAP * (len(columns) - 1)))
    return "\n".join(lines)


def _summary(states: list[Any]) -> str:
    finished = sum(state.finished for state in states)
    return f"{finished} of {len(states)} passed; kata next names the next one"
