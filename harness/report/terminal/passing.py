"""The details of a pass: what was proved, what was only tried, and how the file compares with the reference.

It claims what was done and no more: "every order" only of an exhaustive result, and only the numbers of classes and
schedules that a result contains.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...result import Result
from ..sentences.passing import WORTH_MORE, percentage
from ..text.line import cells, clean, cut, pad, wrap
from ..text.phrases import clause_title, counted

MOST_CLAUSES = 12
MOST_NOTE = 4
INDENT = 10
"""Columns before the text."""
EVERY = "(every possible order of the threads was tried; orders that no thread can tell apart count as one)"


def details(clauses: Mapping[str, Sequence[Result]], width: int = 80, beside: str = "") -> list[str]:
    """Return the lines that report what was done for each clause of a pass.

    Args:
        clauses: the results of each clause, one of each engine; all have passed.
        width: of the report, in columns.
        beside: a sentence that compares the file with the reference, or "".
    """
    if not clauses:
        return []
    explored = {clause: one for clause, found in clauses.items() for one in found if one.engine == "explore"}
    proved = {clause: one for clause, one in explored.items() if one.exhaustive}
    others = {clause: one for clause, one in explored.items() if not one.exhaustive}
    bounded = {clause: words for clause, one in others.items() if (words := _bounded(one))}
    tried = {clause: one for clause, one in others.items() if clause not in bounded}
    runs = sum(one.schedules for found in clauses.values() for one in found if one.engine == "stress")
    lines: list[str] = []
    lines += _block("proved", [(clause, _proof(one)) for clause, one in proved.items()], width)
    if proved:
        lines += _paragraph("", EVERY, width)
    lines += _block("bounds", list(bounded.items()), width)
    lines += _block("tried", [(clause, _try(one)) for clause, one in tried.items()], width)
    advised = [one for one in tried.values() if (one.unseen_chance or 0) >= WORTH_MORE]
    if advised:
        more = f"kata check {advised[0].name} --profile thorough tries more schedules of each clause"
        lines += _paragraph("more", more, width)
    doubts = list(dict.fromkeys(one.unproved for one in tried.values() if one.unproved))
    if doubts:
        more = f", and {counted(len(doubts) - 1, 'other cause')}" if len(doubts) > 1 else ""
        lines += _paragraph("doubt", f"{doubts[0]}{more}", width)
    if runs:
        few = _few_runs(clauses, proved)
        lines.append(f"  {pad('run', INDENT - 4)}  {runs:,} times on real threads{few}, which proves nothing")
    return lines + _paragraph("versus", beside, width)


def _few_runs(clauses: Mapping[str, Sequence[Result]], proved: Mapping[str, Result]) -> str:
    """Return how often each clause was run on real threads, if it was fewer times where it is proved."""
    numbers: dict[bool, set[int]] = {True: set(), False: set()}
    for clause, found in clauses.items():
        numbers[clause in proved].update(one.schedules for one in found if one.engine == "stress")
    if len(numbers[True]) != 1 or len(numbers[False]) > 1 or numbers[True] == numbers[False]:
        return ""
    [few] = numbers[True]
    return f" ({few} for each proved clause)"


def _paragraph(word: str, said: str, width: int) -> list[str]:
    told = wrap(clean(said), width - INDENT, MOST_NOTE)
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
    """Return one line per clause; the first line begins with ``word``."""
    shown = entries[:MOST_CLAUSES]
    room = max(width - INDENT - 2 - max((cells(what) for _, what in shown), default=0), 8)
    column = min(max((cells(clean(clause_title(clause))) for clause, _ in shown), default=0), room)
    lines = [f"{pad(cut(clean(clause_title(clause)), column), column)}  {what}" for clause, what in shown]
    if len(entries) > MOST_CLAUSES:
        lines.append(f"and {len(entries) - MOST_CLAUSES} more")
    return [
        f"  {pad('' if index else word, INDENT - 4)}  {cut(line, width - INDENT)}" for index, line in enumerate(lines)
    ]
