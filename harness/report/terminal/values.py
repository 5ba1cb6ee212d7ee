"""The table of the values that a name had, for ``kata replay TOKEN --watch NAME``."""

from __future__ import annotations

from collections.abc import Sequence

from ...result import Result
from ...trace import Event, Place
from ..story.events import to_the_point
from ..story.main_source import main_source
from ..story.values import READ, START, NamedValue, history, nearest
from ..text.line import cells, clean, cut, pad
from ..text.phrases import listed
from ..text.source import SourceText, sources

WIDEST = 28
"""Columns of a value, at most."""


def watched(result: Result, name: str) -> list[NamedValue]:
    """Return all values that a name had in the failing execution."""
    return history(_events(result), name, sources(main_source(result), of_kata=result.test is not None))


def not_watched(result: Result, name: str) -> str:
    """Return the sentence for a name that occurs in no step."""
    near = [clean(one) for one in nearest(_events(result), name)]
    found = f"names that occur: {listed(near)}" if near else "no name occurs in it"
    return f"no step of this schedule reads or writes {name!r}; {found}"


def value_table(result: Result, name: str, rows: Sequence[NamedValue], width: int = 80) -> list[str]:
    """Return the table, in lines of text.

    Args:
        result: the failure.
        name: as it was asked for.
        rows: its values.
        width: columns.
    """
    target = main_source(result)
    several = len({row.name for row in rows}) > 1
    table = [["step", "thread", "line", *(["name"] if several else []), "value", ""]]
    for row in rows:
        step = "start" if row.access == START else str(row.step) if row.times == 1 else f"{row.step}-{row.last}"
        named = [row.name] if several else []
        table.append([step, clean(row.thread), _line(target, row.place), *named, cut(row.value, WIDEST), _said(row)])
    widths = [max(cells(row[column]) for row in table) for column in range(len(table[0]))]
    item = "[" in name and not any("[" in row.name for row in rows)
    lines = [f"values of {clean(rows[0].name)}, which has {clean(name)}" if item else f"values of {clean(name)}"]
    for row_cells in table:
        first, *others = row_cells
        padded = [" " * (widths[0] - cells(first)) + first]
        padded += [pad(text, size) for text, size in zip(others, widths[1:], strict=True)]
        lines.append(cut("  " + "  ".join(padded).rstrip(), width))
    return lines


def _line(target: SourceText, place: Place | None) -> str:
    """Return the number of a line, after the name of its file unless it is the file under test."""
    return "" if place is None else f"{target.label(place)} {place.line}".strip()


def _said(row: NamedValue) -> str:
    """Return what the value itself does not say: that it was read, or how a container was changed."""
    if row.access == READ:
        return "read" if row.times == 1 else f"read {row.times} times"
    return row.words


def _events(result: Result) -> list[Event]:
    return to_the_point(result.trace, result) if result.trace is not None else []
