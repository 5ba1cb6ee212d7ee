"""The comparison of files: verdicts of the clauses, numbers, and differences in behaviour.

``sections`` and ``remarks`` return everything that is shown; the terminal and the page only lay it out. Every cell
was judged, counted or timed; a cell that was not says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from ...answers.measures import ComparedFile, Speed, middle, ratio
from ...verdict import Verdict
from ..text.line import clean
from ..text.phrases import clause_title
from .commands import again

NOTHING, NOT_FINISHED = "-", "not finished"
SPEEDS: tuple[tuple[Speed, str], ...] = (
    ("alone", "one thread alone"),
    ("together", "all threads at once"),
    ("staying", "threads allowed together"),
)
GOOD, BAD, PLAIN = "good", "bad", ""
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One row: a question, and the answer of each file.

    Attributes:
        title: the question.
        cells: the answers.
        tones: the tone of each answer: ``GOOD``, ``BAD`` or ``PLAIN``.
    """

    title: str
    cells: tuple[str, ...]
    tones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompareSection:
    """Rows of one kind, and an explanation of how they were measured, or ""."""

    title: str
    how: str
    rows: tuple[CompareRow, ...]


@dataclass(frozen=True, slots=True)
class CompareRemark:
    """A heading, sentences below it, and a command that shows the failure again, or ""."""

    title: str
    said: tuple[str, ...]
    command: str = ""


def reference_of(columns: Sequence[ComparedFile]) -> ComparedFile:
    """Return the column with which the others are compared."""
    return next((column for column in columns if column.role == "reference"), columns[-1])


def sections(columns: Sequence[ComparedFile]) -> list[CompareSection]:
    """Return the table, in parts."""
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
        rows.append(_row("threads inside, on average", columns, lambda one: _number(_middle(one, "inside"), 2)))
    if any(middle(column.measures.rounds, "switches") is not None for column in columns):
        rows.append(_row("context switches per call", columns, lambda one: _number(_middle(one, "switches"), 2)))
    rounds = max(len(column.measures.rounds) for column in columns)
    where = f"; {reference.build}" if reference.build else ""
    how = f"calls per second, where the reference is 1; median of {rounds} rounds, each with all files in turn{where}"
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
    """Return the cell without a ratio: the file did not finish, or the reference did not, or nothing was measured."""
    if not column.measures.rounds:
        return NOTHING
    return NOT_FINISHED if middle(column.measures.rounds, part) is None else NOTHING


def _counts(columns: Sequence[ComparedFile]) -> CompareSection:
    rows: list[CompareRow] = []
    if any(column.measures.lock_operations is not None for column in columns):
        rows.append(_row("lock operations per call", columns, partial(_counted, "lock_operations", 1)))
        rows.append(_row("longest bypass, in calls", columns, partial(_counted, "longest_wait", 0)))
    if any(column.measures.inside is not None for column in columns):
        rows.append(_row("most threads inside", columns, partial(_counted, "inside", 0)))
    for what in dict.fromkeys(seen.what for column in columns for seen in column.measures.seen):
        found = [_seen(column, what) for column in columns]
        rows.append(CompareRow(clean(what), tuple(said for said, _ in found), tuple(tone for _, tone in found)))
    how = "a bypass is a call that begins after another and ends before it"
    if any(column.measures.seen for column in columns):
        how += "; N of M: it happened in N of M schedules"
    return CompareSection("random schedules", how, tuple(rows))


def _counted(part: str, digits: int, column: ComparedFile) -> str:
    value = getattr(column.measures, part)
    return NOT_FINISHED if value is None and column.measures.rounds else _number(value, digits)


def _seen(column: ComparedFile, what: str) -> tuple[str, str]:
    for seen in column.measures.seen:
        if seen.what == what:
            return f"{seen.times} of {seen.schedules}", PLAIN if seen.times else BAD
    return NOTHING, PLAIN


def _text(columns: Sequence[ComparedFile]) -> CompareSection:
    rows = (
        _row("lines of code", columns, lambda one: _number(one.lines)),
        _row("creates", columns, lambda one: clean(one.primitives) or NOTHING),
    )
    return CompareSection("text", "", rows)


def _row(title: str, columns: Sequence[ComparedFile], ask: Callable[[ComparedFile], str]) -> CompareRow:
    return CompareRow(title, tuple(ask(column) for column in columns))


def _number(value: float | int | None, digits: int = 0) -> str:
    return NOTHING if value is None else f"{value:,.{digits}f}"


def remarks(columns: Sequence[ComparedFile]) -> list[CompareRemark]:
    """Return the differences between the reference and each other file, and the reason why a file fails."""
    reference = reference_of(columns)
    found: list[CompareRemark] = []
    for column in columns:
        if column is not reference:
            found.append(CompareRemark(f"the reference, but not {column.role}", tuple(only_in(reference, column))))
            found.append(CompareRemark(f"{column.role}, but not the reference", tuple(only_in(column, reference))))
        failing = column.failing
        if failing is not None and failing.verdict is not Verdict.UNFINISHED:
            command = f"kata replay {failing.replay}" if failing.replay else again(failing)
            found.append(
                CompareRemark(f"{column.role}: {failing.verdict}", (" ".join(failing.message.split()),), command)
            )
        if column.note:
            found.append(CompareRemark("", (column.note,)))
    return [one for one in found if one.said]


def only_in(one: ComparedFile, other: ComparedFile) -> list[str]:
    """Return what one file does and another does not, by their text and by the measurements of both."""
    if any(result.verdict is Verdict.UNFINISHED for result in (*one.clauses.values(), *other.clauses.values())):
        return []
    said = [fact for fact in one.facts if fact not in other.facts]
    mine, theirs = one.measures, other.measures
    if mine.inside is not None and theirs.inside is not None and mine.inside > theirs.inside:
        said.append(f"lets {mine.inside} threads be inside at once, not {theirs.inside}")
    shown = {seen.what: seen.times for seen in theirs.seen}
    said += [f"allows this: {seen.what}" for seen in mine.seen if seen.times and shown.get(seen.what) == 0]
    passes = [name for name, result in one.clauses.items() if result.passed]
    unlike = [name for name in passes if name in other.clauses and not other.clauses[name].passed]
    if len(unlike) > MOST_NAMED:
        said.append(f"passes {len(unlike)} clauses of which {other.role} passes none")
    else:
        said += [f"passes {clean(clause_title(name))}" for name in unlike]
    return said
