"""The history of each name on the page: every value that it had, with the stop of the walk that shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...trace import Event, Place
from ..story.values import READ, START, NamedValue, history, occurring
from ..text.source import SourceText
from .model import History, HistoryRow, Page, Stop

MOST_NAMES = 20
MOST_ROWS = 100
"""Of a name with more values the last ones are shown."""


def histories(
    page: Page, target: SourceText, events: Sequence[Event], source: Callable[[Place | None], SourceText | None]
) -> list[History]:
    """Return the history of each name that is read or written; those that change are the first.

    Args:
        page: the page, with its stops, lanes and names.
        target: the file under test.
        events: of the failing execution.
        source: returns the text of the file of a line.
    """
    if page.loop is not None and page.stops:  # what repeats is shown once
        end = max(stop.step.number or 0 for stop in page.stops)
        events = [event for event in events if event.step <= end]
    names = occurring(events, data=True)
    last = {name.rpartition(".")[2] for name in page.names} | set(page.names)
    ordered = sorted(names, key=lambda name: name not in last and name.rpartition(".")[2] not in last)
    found = []
    for name in ordered[:MOST_NAMES]:
        rows = [row for row in history(events, name, source) if row.name == name]
        shown = rows[-MOST_ROWS:]
        found.append(History(name, [_row(page, target, row) for row in shown], len(rows) - len(shown)))
    return found


def _row(page: Page, target: SourceText, row: NamedValue) -> HistoryRow:
    label = target.label(row.place)
    where = f"{label}{' ' * bool(label)}line {row.place.line}" if row.place is not None else ""
    lanes = list(page.lanes)
    stop, linked = _stop(page.stops, row)
    return HistoryRow(
        "start" if row.access == START else str(row.step),
        lanes.index(row.thread) if row.thread in page.lanes else None,
        page.lanes.get(row.thread, ""),
        where,
        row.value,
        ("read" if row.times == 1 else f"read {row.times} times") if row.access == READ else row.words,
        stop,
        linked,
    )


def _stop(stops: Sequence[Stop], row: NamedValue) -> tuple[int, bool]:
    """Return the last stop that is not after a value, and whether it is the value's own."""
    at, linked = 0, False
    for index, stop in enumerate(stops):
        number = stop.step.number
        if number is not None and number <= row.step:
            at, linked = index, number == row.step
    return at, linked
