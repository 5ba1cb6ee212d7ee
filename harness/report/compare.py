"""Two files side by side: what each clause says, and the numbers."""

from __future__ import annotations

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from harness.measures import Column


def table(mine: Column, reference: Column) -> RenderableType:
    """The comparison of a learner's file with the reference."""
    head = Text(f"{mine.kata}: {mine.file} beside the reference\n")
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    grid.add_column("")
    grid.add_column("yours")
    grid.add_column("reference")
    for clause in reference.clauses:
        name = clause.removeprefix("test_").replace("_", " ")
        grid.add_row(Text(name), _verdict(mine, clause), _verdict(reference, clause))
    grid.add_section()
    grid.add_row("schedules explored", f"{mine.schedules:,}", f"{reference.schedules:,}")
    for title, one, other in (
        ("calls a second on real threads", mine.measures.per_second, reference.measures.per_second),
        ("lock operations per call", mine.measures.lock_operations, reference.measures.lock_operations),
        ("longest wait, in turns of others", mine.measures.longest_wait, reference.measures.longest_wait),
    ):
        grid.add_row(title, _number(one), _number(other))
    parts: list[RenderableType] = [head, grid]
    failing = next((result for result in mine.clauses.values() if not result.passed), None)
    if failing is not None:
        parts.append(Text(failing.message))
    if mine.note:
        parts.append(Text(mine.note))
    return Group(*parts)


def _verdict(column: Column, clause: str) -> Text:
    result = column.clauses.get(clause)
    return Text("" if result is None else str(result.verdict))


def _number(value: float | int | None) -> str:
    if value is None:
        return "did not finish"
    if isinstance(value, int):
        return str(value)
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
