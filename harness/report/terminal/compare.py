"""The comparison of files as a table for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...answers.measures import ComparedFile
from ..text.line import cells, clean
from .commands import typed
from .comparison import BAD, GOOD, PLAIN, remarks, sections

if TYPE_CHECKING:
    from rich.console import RenderableType

STYLES = {GOOD: "green", BAD: "bold red", PLAIN: ""}
NARROWEST_TITLE = 16
GAP = 3
"""Columns of the terminal between two of the table's."""


def table(columns: Sequence[ComparedFile], width: int = 80) -> RenderableType:
    """Return the comparison for a terminal."""
    from rich import box
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    shown = sections(columns)
    names = [clean(column.role) for column in columns]
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    widest = [
        max([cells(name), *(cells(row.cells[place]) for part in shown for row in part.rows if part.title != "text")])
        for place, name in enumerate(names)
    ]
    title = max(width - sum(widest) - GAP * len(names), NARROWEST_TITLE)
    grid.add_column(clean(columns[0].kata), width=title, no_wrap=True, overflow="ellipsis")
    for name in names:
        grid.add_column(name.replace("_", " "), overflow="fold")
    for part in shown:
        grid.add_row(Text(part.title, style="bold"), *([""] * len(names)))
        for row in part.rows:
            tones = row.tones or (PLAIN,) * len(names)
            grid.add_row(
                f"  {row.title}",
                *(Text(cell, style=STYLES[tone]) for cell, tone in zip(row.cells, tones, strict=True)),
            )
    told: list[RenderableType] = [grid, Text("")]
    told += [Text(f"{part.title}: {part.how}", style="dim") for part in shown if part.how]
    for remark in remarks(columns):
        told.append(Text(""))
        if remark.title:
            told.append(Text(clean(remark.title), style="bold"))
        told += [Padding(Text(clean(said)), (0, 0, 0, 2)) for said in remark.said]
        told += [Text.assemble(*line) for line in typed("again", remark.command, width)]
    return Group(*told)
