"""The report of a pass: what was proved, what was only tried, and how the file compares with the reference.

It claims what was done and no more: "every order" only of an exhaustive result, and only the numbers of classes and
schedules that a result contains. All of it names each clause. Where the screen is lower than that, it names the clauses
that are not proved, and the last line says how to see the others.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...result import Result
from ..sentences.passing import WORTH_MORE, assumptions, percentage
from ..text.line import cells, clean, cut, pad, wrap
from ..text.phrases import clause_title, counted, listed
from .failure import notes, summary_line

MOST_NOTE = 4
LOW_NOTE = 2
"""Lines of a note, and of a block of clauses, on a low screen."""
LOW_BLOCK = 4
INDENT = 10
"""Columns before the text."""
NARROW_TITLE = 18
"""Columns for the titles of clauses below which they have lines of their own."""
EVERY = "(every possible order of the threads was tried; orders that no thread can tell apart count as one)"
GIVES_WAY = ("doubt", "versus", "run", "", "note")
"""The parts that a low screen leaves out, the first one first; "" is that of the commands."""


@dataclass(frozen=True, slots=True)
class PassReport:
    """The report of a pass.

    Attributes:
        headline: the sentence of the result, on as many lines as it needs.
        lines: the lines below it.
    """

    headline: list[str]
    lines: list[str]


@dataclass(frozen=True, slots=True)
class PassExtras:
    """The parts of the report of a pass that are not in its result.

    Attributes:
        beside: a sentence that compares the file with the reference, or "".
        commands: what to type next, each with what it does.
        more: how to see all of a report that is cut.
    """

    beside: str = ""
    commands: tuple[tuple[str, str], ...] = ()
    more: str = ""


def passing(
    result: Result,
    clauses: Mapping[str, Sequence[Result]],
    *,
    width: int = 80,
    height: int | None = None,
    extras: PassExtras | None = None,
) -> PassReport:
    """Return the report of a pass.

    Args:
        result: the pass.
        clauses: the results of each clause, one of each engine; all have passed. If there are none, only the sentence
            and the notes are reported.
        width: of the report, in columns.
        height: lines of the report at most; None for all of it.
        extras: the parts that are not in the result.
    """
    extras = extras if extras is not None else PassExtras()
    headline = textwrap.wrap(summary_line(result), width, subsequent_indent="  ", break_on_hyphens=False)
    commands = _commands(extras.commands, width)
    whole = [*notes(result, width), *details(clauses, width, extras.beside), *commands]
    if height is None or len(headline) + len(whole) <= height:
        return PassReport(headline, whole)
    parts = [("note", notes(result, width, LOW_NOTE)), *_low_parts(clauses, width, extras.beside), ("", commands)]
    parts.append(("more", _paragraph("more", extras.more, width) if extras.more else []))
    for word in GIVES_WAY:
        if len(headline) + sum(len(lines) for _, lines in parts) <= height:
            break
        parts = [part for part in parts if part[0] != word]
    return PassReport(headline, [line for _, lines in parts for line in lines][: max(height - len(headline), 1)])


def _commands(commands: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Return the commands, each with what it does if there is room for that."""
    column = max((cells(command) for command, _ in commands), default=0) + 2
    lines = [f"  {pad(command, column)}{what}" for command, what in commands]
    return [
        line if cells(line) <= width else f"  {command}" for line, (command, _) in zip(lines, commands, strict=True)
    ]


def details(clauses: Mapping[str, Sequence[Result]], width: int = 80, beside: str = "") -> list[str]:
    """Return the lines that report what was done for each clause of a pass.

    Args:
        clauses: the results of each clause, one of each engine; all have passed.
        width: of the report, in columns.
        beside: a sentence that compares the file with the reference, or "".
    """
    if not clauses:
        return []
    proved, bounded, tried = _by_proof(clauses)
    lines: list[str] = []
    lines += _block("proved", [(clause, _proof(one)) for clause, one in proved.items()], width)
    if proved:
        lines += _paragraph("", EVERY, width)
    lines += _block("bounds", list(bounded.items()), width)
    lines += _paragraph("", _assumed(clauses), width)
    lines += _block("tried", [(clause, _try(one)) for clause, one in tried.items()], width)
    advised = [one for one in tried.values() if (one.unseen_chance or 0) >= WORTH_MORE]
    if advised:
        more = f"kata check {advised[0].name} --profile thorough tries more schedules of each clause"
        lines += _paragraph("more", more, width)
    return [*lines, *_doubt(tried, width), *_runs(clauses, proved, width), *_paragraph("versus", beside, width)]


def _assumed(clauses: Mapping[str, Sequence[Result]]) -> str:
    """Return what the proofs of clauses take for granted, in brackets; "" if that is nothing."""
    proofs = [one.proof for found in clauses.values() for one in found if one.proof is not None]
    taken = Counter(words for proof in proofs for words in assumptions(proof))
    if not taken:
        return ""
    parts = [f"{counted(number, 'clause')} with {words}" for words, number in taken.items()]
    return f"({'; '.join(parts)})"


def _low_parts(clauses: Mapping[str, Sequence[Result]], width: int, beside: str) -> list[tuple[str, list[str]]]:
    """Return the same in few lines: the clauses that are proved are counted, and only the others are named."""
    if not clauses:
        return []
    proved, bounded, tried = _by_proof(clauses)
    said = f"{counted(len(proved), 'clause')}, in every possible order of the threads"
    return [
        ("proved", _paragraph("proved", said, width) if proved else []),
        ("bounds", _paragraph("bounds", _named(bounded), width, LOW_BLOCK)),
        ("tried", _paragraph("tried", _named({clause: _try(one) for clause, one in tried.items()}), width, LOW_BLOCK)),
        ("doubt", _doubt(tried, width)),
        ("run", _runs(clauses, proved, width)),
        ("versus", _paragraph("versus", beside, width)),
    ]


def _named(said: Mapping[str, str]) -> str:
    """Return the titles of clauses as one sentence part, each with what is said of it, or of those before it, too."""
    groups: dict[str, list[str]] = {}
    for clause, what in said.items():
        groups.setdefault(what, []).append(f"'{clause_title(clause)}'")
    return "; ".join(f"{listed(titles)} ({what})" for what, titles in groups.items())


def _by_proof(
    clauses: Mapping[str, Sequence[Result]],
) -> tuple[dict[str, Result], dict[str, str], dict[str, Result]]:
    """Return the clauses that are proved, those that are proved within bounds, with the bounds, and the others."""
    explored = {clause: one for clause, found in clauses.items() for one in found if one.engine == "explore"}
    proved = {clause: one for clause, one in explored.items() if one.exhaustive}
    others = {clause: one for clause, one in explored.items() if not one.exhaustive}
    bounded = {clause: words for clause, one in others.items() if (words := _bounded(one))}
    return proved, bounded, {clause: one for clause, one in others.items() if clause not in bounded}


def _doubt(tried: Mapping[str, Result], width: int) -> list[str]:
    doubts = list(dict.fromkeys(one.unproved for one in tried.values() if one.unproved))
    if not doubts:
        return []
    more = f", and {counted(len(doubts) - 1, 'other cause')}" if len(doubts) > 1 else ""
    return _paragraph("doubt", f"{doubts[0]}{more}", width)


def _runs(clauses: Mapping[str, Sequence[Result]], proved: Mapping[str, Result], width: int) -> list[str]:
    """Return how often each clause was run on real threads: fewer times if it is proved."""
    numbers: dict[bool, set[int]] = {True: set(), False: set()}
    for clause, found in clauses.items():
        numbers[clause in proved].update(one.schedules for one in found if one.engine == "stress")
    every = numbers[True] | numbers[False]
    if not every:
        return []
    if len(every) == 1:
        said = f"{counted(max(every), 'time')} for each clause"
    elif len(numbers[True]) == len(numbers[False]) == 1:
        [few], [many] = numbers[True], numbers[False]
        said = f"{counted(few, 'time')} for each proved clause, {many:,} for each other one"
    else:  # a limit of time ended some of them
        runs = sum(one.schedules for found in clauses.values() for one in found if one.engine == "stress")
        said = f"{counted(runs, 'time')} in all"
    return _paragraph("run", f"{said}, on real threads, which proves nothing", width)


def _paragraph(word: str, said: str, width: int, most: int = MOST_NOTE) -> list[str]:
    told = wrap(clean(said), width - INDENT, most)
    return [f"  {pad('' if index else word, INDENT - 4)}  {line}" for index, line in enumerate(told)]


def _proof(result: Result) -> str:
    proof = result.proof
    if proof is None:
        return "every order"
    return f"{counted(proof.threads, 'thread')}, {counted(proof.classes, 'order')}"


def _bounded(result: Result) -> str:
    """Return the bounds of the proof of a clause, or "" if nothing is proved of it."""
    scope, proof = result.proved_scope, result.proof
    if scope is not None:
        return f"every program of {counted(scope.threads, 'thread')}, {counted(scope.calls, 'call')} each"
    if proof is not None and proof.calls is not None:
        return f"every order of {counted(proof.threads, 'thread')}, {counted(proof.calls, 'call')} each"
    return ""


def _try(result: Result) -> str:
    new = f", others new: {percentage(result.unseen_chance)}" if result.unseen_chance is not None else ""
    proof = result.proof
    few = proof.preemptions if proof is not None else None
    proved = f"up to {counted(few, 'preemption')}" if few else "without preemptions"
    return f"{counted(result.schedules, 'schedule')}{f', proved {proved}' if few is not None else ''}{new}"


def _block(word: str, entries: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Return the title of each clause, wrapped, with what is said of it; the first line begins with ``word``."""
    titles = [clean(clause_title(clause)) for clause, _ in entries]
    room = width - INDENT - 2 - max((cells(what) for _, what in entries), default=0)
    lines: list[str] = []
    if room < NARROW_TITLE:
        for title, (_, what) in zip(titles, entries, strict=True):
            lines += [*wrap(title, width - INDENT), *(f"  {line}" for line in wrap(what, width - INDENT - 2))]
    else:
        column = min(max(map(cells, titles), default=0), room)
        for title, (_, what) in zip(titles, entries, strict=True):
            first, *rest = wrap(title, column) or [""]
            lines += [f"{pad(first, column)}  {what}", *rest]
    return [
        f"  {pad('' if index else word, INDENT - 4)}  {cut(line, width - INDENT)}" for index, line in enumerate(lines)
    ]
