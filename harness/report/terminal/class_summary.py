"""Sentences about the grades of a class, for a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from ...answers.grades import JudgedFile


def recheck_lines(
    student: str, before: Mapping[str, JudgedFile | None], after: Mapping[str, JudgedFile]
) -> tuple[list[str], bool]:
    """Return what is different after a second judgement, a sentence each, and whether nothing is.

    Args:
        student: whose files were judged again.
        before: by kata, what was judged before; None if nothing was.
        after: by kata, what was judged now.
    """
    lines, same = [], True
    for kata, now in after.items():
        old = before.get(kata)
        if old is None:
            lines.append(f"{kata} had not been judged; now: {_words(now)}.")
            continue
        changes = _changes(old, now)
        same = same and not changes
        lines += [f"{kata}: {change}" for change in changes] or [f"{kata} is as before: {_words(now)}."]
    return lines or [f"{student} has no file for a kata of the assignment."], same


def _words(file: JudgedFile) -> str:
    if not file.clauses:
        return str(file.status).replace("_", " ")
    failing = len(file.failing)
    return f"{len(file.clauses) - failing} of {len(file.clauses)} clauses pass"


def _changes(old: JudgedFile, now: JudgedFile) -> list[str]:
    if old.status is not now.status:
        return [f"was {str(old.status).replace('_', ' ')}, and is now {_words(now)}."]
    verdicts = {clause.test: clause.verdict for clause in old.clauses}
    return [
        f"{clause.test} was {str(verdicts.get(clause.test)).replace('_', ' ')}, and is now"
        f" {str(clause.verdict).replace('_', ' ')}."
        for clause in now.clauses
        if verdicts.get(clause.test) is not clause.verdict
    ]
