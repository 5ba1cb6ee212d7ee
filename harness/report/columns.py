"""Prints the rows of an interleaving: a column for each thread, or a list where those do not fit."""

from __future__ import annotations

from collections.abc import Sequence

from harness.report.interleaving import Row
from harness.report.line import Line, cells, clean, cut, pad, plain
from harness.report.source import Source
from harness.report.steps import MAIN, Step, Switch
from harness.trace import Place

MOST_COLUMNS = 4
NARROWEST = 9
GUTTER = 4
MARGIN = 2
GAP = 2
TIMES = "\N{MULTIPLICATION SIGN}"
BRACKETS = {"first": "┌╶> ", "inner": "│   ", "last": "└╶╶ ", "": ""}


def table(rows: Sequence[Row], threads: Sequence[str], target: Source, width: int) -> list[Line]:
    """The rows as lines of at most ``width`` columns.

    Args:
        rows: what to print.
        threads: all threads, in order; those that do nothing here get no column.
        target: the file under test.
        width: of the report.
    """
    acting = {step.thread for row in rows for step in row.steps if not _beside(step)}
    names = [name for name in threads if name in acting]
    if not names:
        return []
    starts = _starts(rows, names, width)
    head = "step".rjust(GUTTER)
    if starts is None:
        head, column = f"{head}  thread", max(cells(_shown(name)) for name in [*names, "thread"]) + GAP
        lines = [[(" " * MARGIN + head, "bold")]]
        for row in rows:
            lines += _listed(row, column, target, width)
        return lines
    text = " " * MARGIN + head
    for name, start in zip(names, starts, strict=True):
        text = pad(text, start) + _shown(name)
    lines = [[(text, "bold")]]
    for row in rows:
        line = _margin(row, width, target)
        for step in row.steps:
            start = starts[names.index(step.thread)] if step.thread in names else MARGIN + GUTTER + GAP
            line.append((" " * (start - cells(plain(line))), ""))
            said = cell(step) if step.thread in names else f"{_shown(step.thread)}: {cell(step)}"
            line.append((cut(said, width - start), style(step)))
        lines.append(line)
    return lines


def _beside(step: Step) -> bool:
    """The test's own last word needs no column."""
    return step.thread == MAIN and step.contract


def _starts(rows: Sequence[Row], names: Sequence[str], width: int) -> list[int] | None:
    """Where each column begins, or None for a list.

    Where full columns are too wide they overlap: there is one step a row, so a long one may run on
    to the right.
    """
    if len(names) > MOST_COLUMNS:
        return None
    natural = _natural(rows, names, width)
    if natural is not None:
        return natural
    if any(len(row.steps) > 1 for row in rows):
        return None
    left = MARGIN + GUTTER + GAP
    widest = [max(cells(cell(step)) for row in rows for step in row.steps if step.thread == name) for name in names]
    least = [max(cells(_shown(name)) + GAP, NARROWEST) for name in names]
    starts = [left]
    for index in range(1, len(names)):
        # as far right as the last column still fits, evenly from there to the left
        starts.append(starts[-1] + max(least[index - 1], (width - left - widest[-1]) // (len(names) - 1)))
    fits = all(start + wide <= width for start, wide in zip(starts, widest, strict=True))
    return starts if fits else None


def _natural(rows: Sequence[Row], names: Sequence[str], width: int) -> list[int] | None:
    starts, at = [], MARGIN + GUTTER + GAP
    for name in names:
        starts.append(at)
        shown = [cells(cell(step)) for row in rows for step in row.steps if step.thread == name]
        at += max([cells(_shown(name)), *shown]) + GAP
    return starts if at - GAP <= width else None


def _shown(name: str) -> str:
    return "main (the test)" if name == MAIN else clean(name)


def cell(step: Step) -> str:
    """The step as it stands in a column."""
    where = "" if step.line is None else f"test {step.line} " if step.contract else f"{step.line} "
    often = f" {TIMES}{step.times}" if (step.times > 1 and step.kind != "read") or step.times > 4 else ""
    return f"{where}{step.words}{often}"


def style(step: Step) -> str:
    """Colour is only ever a second carrier of what the words say."""
    if step.kind == "fail":
        return "bold red"
    if step.kind == "wait":
        return "yellow"
    return "dim" if step.contract else ""


def _margin(row: Row, width: int, target: Source) -> Line:
    """What stands left of the columns: the step's number, a loop's bracket; or a row of its own."""
    before = " " * MARGIN
    if row.switch is not None:
        text = switch_words(*row.switch, target)
        return [(before + " " * GUTTER + "⇄ ", "bold"), (cut(text, width - MARGIN - GUTTER - 2), "bold")]
    if row.bracket == "last":
        return [(before + BRACKETS["last"] + rounds(row.times), "cyan")]
    if row.left_out:
        bracket = BRACKETS[row.bracket]
        return [(before + bracket.ljust(GUTTER + 2) + f"… {row.left_out:,} steps left out", "dim")]
    if row.bracket:
        return [(before + BRACKETS[row.bracket], "cyan")]
    number = str(row.steps[0].number or "").rjust(GUTTER)
    return [(("⇄" if row.preempts else "").ljust(MARGIN) + number, "dim")]


def _listed(row: Row, column: int, target: Source, width: int) -> list[Line]:
    if not row.steps:
        return [_margin(row, width, target)]
    lines = []
    for index, step in enumerate(row.steps):
        line = _margin(row if not index else Row((step,), bracket="inner"), width, target)
        line.append((" " * (MARGIN + GUTTER + GAP - cells(plain(line))), ""))
        line.append((pad(_shown(step.thread), column), "bold"))
        line.append((cut(cell(step), width - cells(plain(line))), style(step)))
        lines.append(line)
    return lines


def switch_words(switch: Switch, number: int, count: int, target: Source) -> str:
    """A preemption in words."""
    return f"preemption {number} of {count}: {clean(switch.thread)} {stopped(switch, target)}"


def stopped(switch: Switch, target: Source) -> str:
    """Where a preemption stopped its thread."""
    if switch.after or switch.place is None:
        return f"is stopped right after step {switch.after}" if switch.after else "could have gone on"
    where = "in the middle of" if switch.inside else "before"
    return f"is stopped {where} {line_words(switch.place, target)}"


def line_words(place: Place, target: Source) -> str:
    """``line 14``, or ``test line 14`` for the contract's."""
    return f"{'' if target.holds(place) else 'test '}line {place.line}"


def rounds(times: int) -> str:
    """What stands under a loop."""
    return "and so on, for ever" if times == 0 else f"{times:,} times"
