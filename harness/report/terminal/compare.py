"""Files side by side: what each clause says, the numbers, and what one does that another does not.

``sections`` holds all that is shown; the terminal and the page only lay it out. Every cell is something that was
judged, counted or timed, and what was not says so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from harness.measures import ComparedFile, Speed, middle, ratio
from harness.report.terminal.commands import again, typed
from harness.report.text.line import cells, clean
from harness.report.text.phrases import clause_title
from harness.verdict import Verdict

if TYPE_CHECKING:
    from rich.console import RenderableType

SCHEMA = "kata-compare/1"
NOTHING, NOT_THROUGH = "-", "not through"
SPEEDS: tuple[tuple[Speed, str], ...] = (
    ("alone", "one thread, nobody else"),
    ("together", "all threads at once"),
    ("staying", "those who may be together"),
)
GOOD, BAD, PLAIN = "good", "bad", ""
STYLES = {GOOD: "green", BAD: "bold red", PLAIN: ""}
NARROWEST_TITLE = 16
MOST_NAMED = 3
GAP = 3
"""Columns of the terminal between two of the table's."""


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One question, and each file's answer.

    Attributes:
        title: the question.
        cells: the answers.
        tones: of each of them ``GOOD``, ``BAD`` or ``PLAIN``.
    """

    title: str
    cells: tuple[str, ...]
    tones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompareSection:
    """Rows of one kind, and how they came about, where that is not plain."""

    title: str
    how: str
    rows: tuple[CompareRow, ...]


@dataclass(frozen=True, slots=True)
class CompareRemark:
    """A heading, sentences below it, and a command that shows it again, or ""."""

    title: str
    said: tuple[str, ...]
    command: str = ""


def reference_of(columns: Sequence[ComparedFile]) -> ComparedFile:
    """The column that the others are compared with."""
    return next((column for column in columns if column.role == "reference"), columns[-1])


# -- what is shown ---------------------------------------------------------------------------------------


def sections(columns: Sequence[ComparedFile]) -> list[CompareSection]:
    """The table, in parts."""
    parts = [_clauses(columns), _explored(columns), _speeds(columns), _counts(columns), _text(columns)]
    return [part for part in parts if part.rows]


def _clauses(columns: Sequence[ComparedFile]) -> CompareSection:
    reference = reference_of(columns)
    rows = []
    for clause in reference.clauses:
        found = [_verdict(column, clause) for column in columns]
        title = clean(clause_title(clause))
        rows.append(CompareRow(title, tuple(said for said, _ in found), tuple(tone for _, tone in found)))
    how = "proved (N): every schedule, in N classes; passed (N): N schedules tried"
    return CompareSection("clauses", how, tuple(rows))


def _verdict(column: ComparedFile, clause: str) -> tuple[str, str]:
    result = column.clauses.get(clause)
    if result is None:
        return NOTHING, PLAIN
    if not result.passed:
        return str(result.verdict), PLAIN if result.verdict is Verdict.UNFINISHED else BAD
    if result.exhaustive and result.proof is not None:
        return f"proved ({result.proof.classes:,})", GOOD
    return ("proved" if result.exhaustive else f"passed ({result.schedules:,})"), GOOD


def _explored(columns: Sequence[ComparedFile]) -> CompareSection:
    rows = (
        _row("schedules", columns, lambda one: f"{one.schedules:,}"),
        _row("clauses proved", columns, lambda one: f"{one.proved} of {len(one.clauses)}"),
    )
    return CompareSection("explored", "", rows)


def _speeds(columns: Sequence[ComparedFile]) -> CompareSection:
    reference = reference_of(columns)
    stays = any(column.measures.stays for column in columns)
    rows: list[CompareRow] = []
    for part, title in SPEEDS:
        if all(middle(column.measures.rounds, part) is None for column in columns):
            continue
        rows.append(_row(title, columns, partial(_ratio, reference, part)))
        rows.append(_row("  least to most", columns, partial(_spread, reference, part)))
    if stays and any(column.measures.rounds for column in columns):
        rows.append(_row("inside meanwhile, average", columns, lambda one: _number(_middle(one, "inside"), 2)))
    if any(middle(column.measures.rounds, "switches") is not None for column in columns):
        rows.append(_row("context switches a call", columns, lambda one: _number(_middle(one, "switches"), 2)))
    rounds = max(len(column.measures.rounds) for column in columns)
    where = f"; {reference.build}" if reference.build else ""
    how = f"calls a second, the reference being 1; median of {rounds} rounds, a round of each file in turn{where}"
    return CompareSection("real threads", how, tuple(rows))


def _middle(column: ComparedFile, part: str) -> float | None:
    return middle(column.measures.rounds, part)


def _ratio(reference: ComparedFile, part: Speed, column: ComparedFile) -> str:
    found = ratio(column.measures, reference.measures, part)
    if found is None:
        return _missing(column, part)
    return "1" if column is reference else f"{found.median:.2f}"


def _spread(reference: ComparedFile, part: Speed, column: ComparedFile) -> str:
    if column is reference:
        speed = middle(column.measures.rounds, part)
        return f"{speed:,.0f}/s" if speed is not None else ""
    found = ratio(column.measures, reference.measures, part)
    return f"{found.least:.2f} to {found.most:.2f}" if found is not None else ""


def _missing(column: ComparedFile, part: Speed) -> str:
    """Why there is no ratio: its own fault, or the reference's, or nobody's."""
    if not column.measures.rounds:
        return NOTHING
    return NOT_THROUGH if middle(column.measures.rounds, part) is None else NOTHING


def _counts(columns: Sequence[ComparedFile]) -> CompareSection:
    rows: list[CompareRow] = []
    if any(column.measures.lock_operations is not None for column in columns):
        rows.append(_row("lock operations a call", columns, partial(_counted, "lock_operations", 1)))
        rows.append(_row("longest bypass, in calls", columns, partial(_counted, "longest_wait", 0)))
    if any(column.measures.inside is not None for column in columns):
        rows.append(_row("most inside at once", columns, partial(_counted, "inside", 0)))
    for what in dict.fromkeys(seen.what for column in columns for seen in column.measures.seen):
        found = [_seen(column, what) for column in columns]
        rows.append(CompareRow(clean(what), tuple(said for said, _ in found), tuple(tone for _, tone in found)))
    how = "a bypass is a call that begins after another and ends before it"
    if any(column.measures.seen for column in columns):
        how += "; N of M: so many showed what must be possible"
    return CompareSection("random schedules", how, tuple(rows))


def _counted(part: str, digits: int, column: ComparedFile) -> str:
    value = getattr(column.measures, part)
    return NOT_THROUGH if value is None and column.measures.rounds else _number(value, digits)


def _seen(column: ComparedFile, what: str) -> tuple[str, str]:
    for seen in column.measures.seen:
        if seen.what == what:
            return f"{seen.times} of {seen.schedules}", PLAIN if seen.times else BAD
    return NOTHING, PLAIN


def _text(columns: Sequence[ComparedFile]) -> CompareSection:
    rows = (
        _row("lines of code", columns, lambda one: _number(one.lines)),
        _row("makes", columns, lambda one: clean(one.primitives) or NOTHING),
    )
    return CompareSection("text", "", rows)


def _row(title: str, columns: Sequence[ComparedFile], ask: Callable[[ComparedFile], str]) -> CompareRow:
    return CompareRow(title, tuple(ask(column) for column in columns))


def _number(value: float | int | None, digits: int = 0) -> str:
    return NOTHING if value is None else f"{value:,.{digits}f}"


def remarks(columns: Sequence[ComparedFile]) -> list[CompareRemark]:
    """What the reference does that another does not, and the other way round; and why a file fails."""
    reference = reference_of(columns)
    found: list[CompareRemark] = []
    for column in columns:
        if column is not reference:
            found.append(CompareRemark(f"the reference, and not {column.role}", tuple(_more(reference, column))))
            found.append(CompareRemark(f"{column.role}, and not the reference", tuple(_more(column, reference))))
        failing = column.failing
        if failing is not None and failing.verdict is not Verdict.UNFINISHED:
            command = f"kata replay {failing.replay}" if failing.replay else again(failing)
            found.append(
                CompareRemark(f"{column.role}: {failing.verdict}", (" ".join(failing.message.split()),), command)
            )
        if column.note:
            found.append(CompareRemark("", (column.note,)))
    return [one for one in found if one.said]


def _more(one: ComparedFile, other: ComparedFile) -> list[str]:
    """What one file does and another does not: by the text, and by what was measured of both."""
    if any(result.verdict is Verdict.UNFINISHED for result in (*one.clauses.values(), *other.clauses.values())):
        return []
    said = [fact for fact in one.facts if fact not in other.facts]
    mine, theirs = one.measures, other.measures
    if mine.inside is not None and theirs.inside is not None and mine.inside > theirs.inside:
        said.append(f"lets {mine.inside} be inside at once, not {theirs.inside}")
    shown = {seen.what: seen.times for seen in theirs.seen}
    said += [f"lets this happen: {seen.what}" for seen in mine.seen if seen.times and shown.get(seen.what) == 0]
    passes = [name for name, result in one.clauses.items() if result.passed]
    unlike = [name for name in passes if name in other.clauses and not other.clauses[name].passed]
    if len(unlike) > MOST_NAMED:
        said.append(f"passes {len(unlike)} clauses of which {other.role} passes none")
    else:
        said += [f"passes {clean(clause_title(name))}" for name in unlike]
    return said


# -- laid out --------------------------------------------------------------------------------------------


def table(columns: Sequence[ComparedFile], width: int = 80) -> RenderableType:
    """The comparison for a terminal."""
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


def report(columns: Sequence[ComparedFile]) -> dict[str, Any]:
    """The comparison as plain data, schema ``kata-compare/1``: keys may be added, and none changes its meaning."""
    reference = reference_of(columns)
    return {
        "schema": SCHEMA,
        "kata": columns[0].kata,
        "build": str(reference.build or ""),
        "files": [_file(column, reference) for column in columns],
    }


def dumps(columns: Sequence[ComparedFile]) -> str:
    """The same as text."""
    return json.dumps(report(columns), indent=2, ensure_ascii=False)


def _file(column: ComparedFile, reference: ComparedFile) -> dict[str, Any]:
    ratios = {part: ratio(column.measures, reference.measures, part) for part, _ in SPEEDS}
    return {
        "file": column.file,
        "role": column.role,
        "clauses": [_clause(name, column) for name in column.clauses],
        "schedules": column.schedules,
        "proved": column.proved,
        "ratios": {part: asdict(found) if found is not None else None for part, found in ratios.items()},
        "measures": asdict(column.measures),
        "lines": column.lines,
        "primitives": column.primitives,
        "facts": list(column.facts),
        "not_in_the_reference": _more(column, reference) if column is not reference else [],
        "only_in_the_reference": _more(reference, column) if column is not reference else [],
        "note": column.note,
    }


def _clause(name: str, column: ComparedFile) -> dict[str, Any]:
    result = column.clauses[name]
    proof = result.proof if result.exhaustive else None
    return {
        "test": name,
        "verdict": str(result.verdict),
        "message": " ".join(result.message.split()),
        "engine": result.engine,
        "schedules": result.schedules,
        "exhaustive": result.exhaustive,
        "classes": proof.classes if proof is not None else None,
        "replay": result.replay,
    }
