"""The rows of an interleaving as text: a column for each thread, or a list if the columns do not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...trace import Place
from ..story.interleaving import InterleavingRow
from ..story.model import MAIN, StoryStep, StorySwitch
from ..text.line import Line, cells, clean, cut, pad, plain
from ..text.source import SourceText

MOST_COLUMNS = 4
NARROW = 60
"""Below this width there is a list."""
NARROWEST = 9
GUTTER = 4
MARGIN = 2
GAP = 2
READY = ", ready to continue"
TIMES = "\N{MULTIPLICATION SIGN}"
BRACKETS = {"first": "┌╶> ", "inner": "│   ", "last": "└╶╶ ", "": ""}


def table(rows: Sequence[InterleavingRow], threads: Mapping[str, str], target: SourceText, width: int) -> list[Line]:
    """Return the rows as lines of at most ``width`` columns.

    Args:
        rows: to print.
        threads: by name, the title of each thread, in order; a thread without a step here gets no column.
        target: the file under test.
        width: of the report.
    """
    acting = {step.thread for row in rows for step in row.steps if not _has_no_column(step)}
    names = {name: shown for name, shown in threads.items() if name in acting}
    if not names:
        return []
    starts = _starts(rows, names, width)
    head = "step".rjust(GUTTER)
    if starts is None:
        column = max(cells(shown) for shown in ["thread", *threads.values()]) + GAP
        lines = [[(" " * MARGIN + head + "  thread", "bold")]]
        for row in rows:
            lines += _listed(row, threads, column, target, width)
        return lines
    text = " " * MARGIN + head
    for name, start in starts.items():
        text = pad(text, start) + names[name]
    lines = [[(text, "bold")]]
    for row in rows:
        line = _margin(row, width, target)
        for step in row.steps:
            start = starts.get(step.thread, MARGIN + GUTTER + GAP)
            line.append((" " * (start - cells(plain(line))), ""))
            said = cell(step) if step.thread in names else f"{threads[step.thread]}: {cell(step)}"
            line.append((cut(said, width - start), style(step)))
        lines.append(line)
    return lines


def _has_no_column(step: StoryStep) -> bool:
    """True for a step of the test itself, such as its failing assertion."""
    return step.thread == MAIN and step.contract


def _starts(rows: Sequence[InterleavingRow], names: Mapping[str, str], width: int) -> dict[str, int] | None:
    """Return the cell at which each column begins, or None for a list.

    Columns that are too wide to stand side by side overlap: each row has one step, so a long one may extend to the
    right.
    """
    if len(names) > MOST_COLUMNS or width < NARROW:
        return None
    left = MARGIN + GUTTER + GAP
    widest = dict.fromkeys(names, 0)
    for row in rows:
        for step in row.steps:
            if step.thread in widest:
                widest[step.thread] = max(widest[step.thread], cells(cell(step)))
    full = {name: max(cells(shown), widest[name]) + GAP for name, shown in names.items()}
    if left + sum(full.values()) - GAP <= width:
        return _side_by_side(left, full)
    if any(len(row.steps) > 1 for row in rows):
        return None
    # as far right as the last column still fits, evenly from there to the left
    last = [*names][-1]
    even = (width - left - widest[last]) // max(len(names) - 1, 1)
    starts = _side_by_side(left, {name: max(cells(shown) + GAP, NARROWEST, even) for name, shown in names.items()})
    return starts if all(starts[name] + widest[name] <= width for name in names) else None


def _side_by_side(left: int, widths: Mapping[str, int]) -> dict[str, int]:
    starts = {}
    for name, wide in widths.items():
        starts[name] = left
        left += wide
    return starts


def cell(step: StoryStep) -> str:
    """Return the text of a step in its column."""
    where = "" if step.line is None else f"{step.file} {step.line} " if step.file else f"{step.line} "
    often = f" {TIMES}{step.times}" if (step.times > 1 and step.kind != "read") or step.times > 4 else ""
    return f"{where}{step.text}{often}"


def style(step: StoryStep) -> str:
    """Return the style of a step; a colour never says more than the words."""
    if step.kind == "fail":
        return "bold red"
    if step.kind == "wait":
        return "yellow"
    return "dim" if step.contract else ""


def _margin(row: InterleavingRow, width: int, target: SourceText) -> Line:
    """Return the margin of a row: the step's number or a loop's bracket; or a whole row without steps."""
    before = " " * MARGIN
    if row.switch is not None:
        text, room = switch_words(*row.switch, target), width - MARGIN - GUTTER - 2
        if row.switch[0].place is not None and not row.switch[0].after and cells(text + READY) <= room:
            text += READY
        return [(before + " " * GUTTER + "⇄ ", "bold"), (cut(text, room), "bold")]
    if row.bracket == "last":
        return [(before + BRACKETS["last"] + repetitions(row.times), "cyan")]
    if row.left_out:
        bracket = BRACKETS[row.bracket]
        return [(before + bracket.ljust(GUTTER + 2) + f"… {row.left_out:,} steps left out", "dim")]
    if row.bracket:
        return [(before + BRACKETS[row.bracket], "cyan")]
    number = str(row.steps[0].number or "").rjust(GUTTER)
    return [(("⇄" if row.preempts else "").ljust(MARGIN) + number, "dim")]


def _listed(
    row: InterleavingRow, threads: Mapping[str, str], column: int, target: SourceText, width: int
) -> list[Line]:
    if not row.steps:
        return [_margin(row, width, target)]
    lines = []
    for index, step in enumerate(row.steps):
        line = _margin(row if not index else InterleavingRow((step,), bracket="inner"), width, target)
        line.append((" " * (MARGIN + GUTTER + GAP - cells(plain(line))), ""))
        line.append((pad(threads[step.thread], column), "bold"))
        line.append((cut(cell(step), width - cells(plain(line))), style(step)))
        lines.append(line)
    return lines


def switch_words(switch: StorySwitch, number: int, count: int, target: SourceText) -> str:
    """Return a preemption in words."""
    return f"preemption {number} of {count}: {clean(switch.thread)} {stopped(switch, target)}"


def stopped(switch: StorySwitch, target: SourceText) -> str:
    """Return where a preemption stopped its thread, in words."""
    if switch.after or switch.place is None:
        return f"is stopped right after step {switch.after}" if switch.after else "could have continued"
    where = "inside" if switch.inside else "before"
    return f"is stopped {where} {line_words(switch.place, target)}"


def line_words(place: Place, target: SourceText) -> str:
    """Return ``line 14``, or ``test line 14`` for a line of the contract, or ``till.py line 14``."""
    label = target.label(place)
    return f"{label}{' ' * bool(label)}line {place.line}"


def repetitions(times: int) -> str:
    """Return the words below a loop."""
    return "repeats forever" if times == 0 else f"{times:,} times"
