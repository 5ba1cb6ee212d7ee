"""The values of a name over time: every value that a variable, field or container had, with its step and thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from ... import trace as kinds
from ...trace import Event, Place
from ..text.line import clean
from ..text.source import SourceText
from .words import in_words, name_of

START = "start"
"""The access of a value that a name had before any step that is recorded."""
READ = "read"
WRITTEN = "written"
CHANGED = "changed"
"""The accesses of a row: the first of a name, a read, a write, and a change of a container."""
MOST_NAMES = 8
"""Names that are offered instead of one that does not occur."""
_OTHER = (kinds.START, kinds.JOIN, kinds.END, kinds.SLEEP, kinds.FAIL, kinds.SETTLE)
"""Operations whose label is no object that has a value or a state."""


@dataclass(frozen=True, slots=True)
class NamedValue:
    """One value of a name.

    Attributes:
        name: the name; with its owner where several objects have a field of this name.
        step: number of the event; 0 for the value before any step.
        thread: the thread; "" before any step.
        place: its line, or None.
        value: the value, or "" where it is not known.
        access: START, READ, WRITTEN, CHANGED, or the kind of an operation on a lock or another primitive.
        words: what the thread does, where the value does not say it all; else "".
        last: number of the last event, where the same thread reads the same value again and again; else ``step``.
        times: number of those events.
    """

    name: str
    step: int
    thread: str
    place: Place | None
    value: str
    access: str
    words: str = ""
    last: int = 0
    times: int = 1


def occurring(events: Sequence[Event], *, data: bool = False) -> list[str]:
    """Return the names of all objects with a value or a state, in the order in which they first occur.

    Args:
        events: of the execution.
        data: only what has values that can be shown: no locks, and no fields that hold one.
    """
    shown = _Names(events)
    found = (shown.of(event) for event in events if not data or _has_value(event))
    return [name for name in dict.fromkeys(found) if name]


def _has_value(event: Event) -> bool:
    known = event.value is not None or event.content is not None
    return event.kind in (kinds.READ, kinds.WRITE) and known and not event.object_class


def history(
    events: Sequence[Event], name: str, source: Callable[[Place | None], SourceText | None] = lambda place: None
) -> list[NamedValue]:
    """Return all values of a name, in the order of the steps; none if the name does not occur.

    Args:
        events: of the execution.
        name: as a report writes it: ``n``, ``self.n``, ``counter.n``, ``forks[0]``. Of an item that is no object with
            a name of its own, the values are those of its container; of a container that is only read for its items,
            they are those of the items.
        source: returns the text of the file of a line, which says how a container is changed.
    """
    shown, wanted = _Names(events), name.strip().removeprefix("self.")
    whole = not events or events[0].step <= 1
    rows: list[NamedValue] = []
    seen: set[str] = set()
    for event in events:
        one = shown.of(event)
        if not one or wanted not in _spellings(event):
            continue
        row = _row(one, event, source(event.place))
        if one not in seen and row.access == READ and row.value and whole:
            rows.append(NamedValue(one, 0, "", None, row.value, START))
        seen.add(one)
        rows.append(row)
    if not rows and "[" in wanted:
        return history(events, wanted.rpartition("[")[0], source)
    if not rows:
        items = dict.fromkeys(one for one in map(shown.of, events) if one.startswith(f"{wanted}["))
        rows = sorted((row for one in items for row in history(events, one, source)), key=lambda row: row.step)
    return list(_folded(rows))


def nearest(events: Sequence[Event], name: str) -> list[str]:
    """Return the names that occur and are most like one that does not; if none is like it, the first names."""
    names = occurring(events)
    last = name.rpartition(".")[2].partition("[")[0].lower()
    alike = [one for one in names if last and last in one.lower()]
    alike += get_close_matches(name.removeprefix("self."), names, n=MOST_NAMES, cutoff=0.5)
    return (list(dict.fromkeys(alike)) or names)[:MOST_NAMES]


class _Names:
    """The names under which objects are shown: a field has its owner's name where another object has the same field."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._objects: dict[str, set[int]] = {}
        for event in events:
            if event.owner:
                self._objects.setdefault(event.label, set()).add(event.object_number)

    def of(self, event: Event) -> str:
        """Return the name of an event's object, or "" if it has none."""
        name = name_of(event)
        if not name or event.kind in _OTHER or event.of_pool or event.why == kinds.JOIN:
            return ""
        several = len(self._objects.get(event.label, ())) > 1
        return f"{clean(event.owner)}.{name}" if several and event.owner else name


def _spellings(event: Event) -> set[str]:
    """Return all texts by which a reader may mean an event's object: ``a.b.n``, ``b.n`` and ``n``."""
    whole = ".".join(filter(None, [clean(event.owner), name_of(event)]))
    parts = whole.split(".")
    return {".".join(parts[index:]) for index in range(len(parts))}


def _row(name: str, event: Event, source: SourceText | None) -> NamedValue:
    value = event.value if event.value is not None else event.content
    words = ""
    if event.kind == kinds.READ:
        access = READ
    elif event.kind == kinds.WRITE and event.value is not None:
        access = WRITTEN
    elif event.kind == kinds.WRITE:
        access, words = CHANGED, in_words(event, source)
    else:
        access, value, words = event.kind, None, in_words(event, source)
    return NamedValue(name, event.step, event.thread, event.place, clean(value or ""), access, words, event.step)


def _folded(rows: Sequence[NamedValue]) -> Iterator[NamedValue]:
    """Yield the rows, those of a thread that reads the same again and again at one line as one."""
    before: NamedValue | None = None
    for row in rows:
        same = (
            before is not None
            and row.access == READ
            and replace(row, step=0, last=0) == replace(before, step=0, last=0, times=1)
        )
        if before is not None and same:
            before = replace(before, last=row.last, times=before.times + 1)
            continue
        if before is not None:
            yield before
        before = row
    if before is not None:
        yield before
