"""The timeline: a lane for each thread, time from left to right, as shapes for a template.

Important steps are wide enough for their words; the others are narrow, but none is left out. On a page, which can be
scrolled, the words are in one line; in a picture, which has the width of a column of text, they may be in two.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ... import trace as kinds
from ..text.line import cells, clean, cut
from .model import Page

LETTER = 6.4
SMALL = 5.9
NARROW = 15.0
LEAST = 46.0
MOST_LETTERS = 26
GAP = 96.0
HEAD = 30.0
WORK = 28.0
WORK_IN_TWO_LINES = 36.0
BAR = 16.0
PAD = 14.0
NAME = 24
"""Letters of a thread's name in its lane."""
WIDEST_ON_PAPER = 1_500


@dataclass(frozen=True, slots=True)
class TimelineColumn:
    """The position of a stop; ``stop`` is -1 for the stops folded away."""

    stop: int
    x: float
    width: float
    number: str = ""


@dataclass(frozen=True, slots=True)
class TimelineBox:
    """A rectangle with a text in it; ``kind`` is a class of the style sheet."""

    kind: str
    lane: int
    x: float
    y: float
    width: float
    height: float
    text: str = ""
    title: str = ""
    second: str = ""
    """The second line of the text."""


@dataclass(frozen=True, slots=True)
class TimelineMark:
    """A preemption, across all lanes, and its words below them."""

    x: float
    y: float
    text: str
    before: bool
    """The words are left of the line."""


@dataclass(slots=True)
class Timeline:
    """The whole drawing."""

    width: float
    height: float
    left: float
    bottom: float
    work: float = WORK
    """The height of a step."""
    lanes: list[tuple[str, float, float]] = field(default_factory=list)
    """Name, top and height of each."""
    columns: list[TimelineColumn] = field(default_factory=list)
    shapes: list[TimelineBox] = field(default_factory=list)
    lines: list[TimelineMark] = field(default_factory=list)
    loop: tuple[float, float] | None = None
    gap: TimelineColumn | None = None
    gap_text: str = ""

    @property
    def needed(self) -> float:
        """The width that the words of the preemptions need, too."""
        return max([self.width, *(line.x + cells(line.text) * SMALL + 24 for line in self.lines if not line.before)])

    @property
    def wide(self) -> bool:
        """Too wide to be read on paper."""
        return self.width > WIDEST_ON_PAPER


def timeline(page: Page, *, two_lines: bool = False) -> Timeline:
    """Return the drawing of a walk.

    Args:
        page: with the walk.
        two_lines: divide the words of a step into two lines, so that the drawing is narrow.
    """
    work = WORK_IN_TWO_LINES if two_lines else WORK
    left = round(max([cells(cut(name, NAME)) for name in page.lanes.values()], default=4) * 7.6 + 24.0)
    columns, gap, right = _columns(page, left, two_lines)
    drawing = Timeline(right + 10, 0.0, left, 0.0, work, columns=columns, gap=gap)
    if gap is not None and page.folded is not None:
        drawing.gap_text = f"{page.folded[1] - page.folded[0]:,} steps"
    spans = {number: _spans(page, columns, right, name) for number, name in enumerate(page.lanes)}
    y = HEAD
    for number, name in enumerate(page.lanes.values()):
        rows, count = _rows(spans[number])
        height = work + count * BAR + PAD
        drawing.lanes.append((cut(name, NAME), y, height))
        drawing.shapes += _waits(page, columns, right, number, y, work)
        drawing.shapes += _work(page, columns, number, y, two_lines)
        drawing.shapes += [_bar(number, y + work, row, span) for span, row in rows]
        y += height
    drawing.bottom = y
    drawing.lines = _lines(page, columns, right, y)
    below = [y + 6] if page.loop is not None else []
    drawing.height = max([y, *below, *(line.y for line in drawing.lines)]) + 12
    if page.loop is not None:
        at = {column.stop: column for column in columns}
        first, last = at.get(page.loop[0]), at.get(page.loop[1])
        if first is not None and last is not None:
            drawing.loop = first.x + 2, last.x + last.width - 2
    return drawing


def _columns(page: Page, left: float, two_lines: bool) -> tuple[list[TimelineColumn], TimelineColumn | None, float]:
    columns: list[TimelineColumn] = []
    gap = None
    x = left
    for index, stop in enumerate(page.stops):
        if page.folded is not None and page.folded[0] <= index < page.folded[1]:
            if gap is None:
                gap = TimelineColumn(-1, x, GAP)
                x += GAP
            continue
        width = NARROW
        if stop.important:
            longest = max(map(cells, _lines_of(stop.action, two_lines)))
            width = max(
                LEAST,
                min(longest, MOST_LETTERS) * LETTER
                + (18 if not two_lines else 24 if stop.step.kind == kinds.FAIL else 16),
            )
        columns.append(TimelineColumn(index, round(x, 1), round(width, 1), stop.number if stop.important else ""))
        x += width
    return columns, gap, round(x, 1)


def _lines_of(text: str, two_lines: bool) -> tuple[str, str]:
    """Return the words of a step as one line and "", or as two lines whose longer one is as short as possible."""
    if not two_lines:
        return text, ""
    breaks = [at for at in range(1, len(text)) if text[at - 1] in " (=" or text[at] == "."]
    breaks = [at for at in breaks if not text[:at].endswith(" (")]
    pairs = [(text, ""), *((text[:at].rstrip(), text[at:].lstrip()) for at in breaks)]
    return min(pairs, key=lambda pair: max(map(cells, pair)))


def _work(page: Page, columns: list[TimelineColumn], lane: int, y: float, two_lines: bool) -> list[TimelineBox]:
    found = []
    height = (WORK_IN_TWO_LINES if two_lines else WORK) - 2
    for column in columns:
        stop = page.stops[column.stop]
        if stop.lane != lane or stop.step.blocks:
            continue
        wide = column.width > NARROW
        kind = "fail" if stop.step.kind == kinds.FAIL else "work" if wide else "work light"
        text, second = (cut(line, MOST_LETTERS) if wide else "" for line in _lines_of(stop.action, two_lines))
        told = f"{stop.number} {stop.action} {stop.where}".strip()
        found.append(TimelineBox(kind, lane, column.x + 1, y + 1, column.width - 2, height, text, told, second))
    return found


def _waits(
    page: Page, columns: list[TimelineColumn], right: float, lane: int, y: float, work: float
) -> list[TimelineBox]:
    """Return a box for each wait of a thread, from its begin to its end."""
    name = list(page.lanes)[lane]
    found: list[TimelineBox] = []
    begun: TimelineColumn | None = None
    label = ""
    for column in columns:
        stop = page.stops[column.stop]
        waits = name in stop.moment.waits
        if begun is not None and (not waits or stop.lane == lane):  # its own next step, if only into another wait
            found.append(_wait(lane, y, begun, column.x, label, work))
            begun = None
        if waits and begun is None:
            begun = column
            kind, what = stop.moment.waits[name]
            label = f"{'joins' if kind == kinds.JOIN else 'waits for'} {page.lanes.get(what, clean(what))}"
    if begun is not None:
        found.append(_wait(lane, y, begun, right, label, work))
    return found


def _wait(lane: int, y: float, begun: TimelineColumn, end: float, label: str, work: float) -> TimelineBox:
    room = int((end - begun.x - 16) / LETTER)
    text = cut(label, min(room, MOST_LETTERS)) if room > 5 else ""
    return TimelineBox("wait", lane, begun.x + 1, y + 1, round(end - begun.x - 2, 1), work - 2, text, label)


def _spans(page: Page, columns: list[TimelineColumn], right: float, name: str) -> list[tuple[float, float, str]]:
    """Return the begin, end and label of each hold of a thread."""
    found: list[tuple[float, float, str]] = []
    held: dict[str, float] = {}
    for column in columns:
        stop = page.stops[column.stop]
        holds = [label for label, names in stop.moment.holders.items() if name in names]
        given = [label for label in held if label not in holds]
        found += [(held.pop(label), column.x + column.width / 2, label) for label in given]
        for label in holds:
            held.setdefault(label, column.x + column.width / 2)
    return found + [(start, right, label) for label, start in held.items()]


def _rows(spans: list[tuple[float, float, str]]) -> tuple[list[tuple[tuple[float, float, str], int]], int]:
    """Return the row of each span, so that none covers another, and the number of rows."""
    ends: list[float] = []
    rows = []
    for span in sorted(spans):
        row = next((row for row, end in enumerate(ends) if end <= span[0]), len(ends))
        ends[row : row + 1] = [span[1]]
        rows.append((span, row))
    return rows, len(ends)


def _bar(lane: int, y: float, row: int, span: tuple[float, float, str]) -> TimelineBox:
    start, end, label = span
    room = int((end - start - 8) / SMALL)
    words = f"holds {clean(label)}"
    text = cut(words if cells(words) <= room else clean(label), room) if room > 5 else ""
    return TimelineBox("bar", lane, start, y + 2 + row * BAR, round(end - start, 1), BAR - 3, text, words)


def _lines(page: Page, columns: list[TimelineColumn], right: float, y: float) -> list[TimelineMark]:
    found: list[TimelineMark] = []
    rows: list[float] = []
    for column in columns:
        words = page.stops[column.stop].switch
        if not words:
            continue
        text = f"⇄ {words}"
        long = cells(text) * SMALL + 12
        before = column.x + long > right and column.x > long
        start = column.x - long if before else column.x
        row = next((row for row, end in enumerate(rows) if end <= start), len(rows))
        rows[row : row + 1] = [start + long]
        found.append(TimelineMark(column.x, y + 16 + row * 16, text, before))
    return found
