"""The grades of a class for a terminal: the summary on one screen, and what a second judgement of a student changes.

The summary has the number of graded submissions, the median, what has no points, and the commonest mistakes.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...answers.grades import ClassGrades, GradeStatus, JudgedFile
from ..sentences.grades import (
    STATUS_WORDS,
    graded_sentence,
    misconception_idea,
    misconception_title,
    plain_sentence,
    points_text,
)
from ..story.class_facts import hanging, identical, median_points, most_points, refused, without_points
from ..text.line import cut, wrap
from ..text.phrases import counted

INDENT = 2
MOST_MISTAKES = 3
LINES_OF_A_TEXT = 2
"""A title or a sentence takes no more lines, so that the summary has at most 23: the prompt is the 24th."""
STATUSES = (GradeStatus.NOT_GRADABLE, GradeStatus.ERROR, GradeStatus.MISSING, GradeStatus.UNFINISHED)


def class_summary(grades: ClassGrades, width: int) -> list[str]:
    """Return the lines of the summary, at most 23.

    Args:
        grades: the grades of the class.
        width: of the terminal, in columns.
    """
    median = median_points(grades)
    lines = [cut(plain_sentence(grades.title), width)]
    lines += _block(f"{graded_sentence(grades)}.", width)
    if median is not None:
        lines += _block(f"The median is {points_text(median)} of {points_text(most_points(grades))} points.", width)
    lines += _block(_unjudged(grades), width)
    lines += _block(_suspect(grades), width)
    if grades.misconceptions:
        lines += ["", cut("The commonest mistakes:", width)]
    for mistake in grades.misconceptions[:MOST_MISTAKES]:
        lines += _block(misconception_title(mistake, len(grades.grades)), width)
        lines += _block(misconception_idea(mistake), width, INDENT * 2)
    return lines


def _block(text: str, width: int, indent: int = INDENT) -> list[str]:
    return [" " * indent + line for line in wrap(text, max(width - indent, 1), LINES_OF_A_TEXT)]


def _unjudged(grades: ClassGrades) -> str:
    """Return the numbers of files without points, by the reason; "" if all have points."""
    counts = [(STATUS_WORDS[status], len(without_points(grades, status))) for status in STATUSES]
    said = ", ".join(f"{words} ({count})" for words, count in counts if count)
    return f"Without points, which is no zero: {said}." if said else ""


def _suspect(grades: ClassGrades) -> str:
    """Return the numbers of files to look at; "" if there is none."""
    hung, stopped, same = len(hanging(grades)), len(refused(grades)), len(identical(grades))
    said = [f"{counted(hung, 'file')} did not end in time"] if hung else []
    said += [f"{counted(stopped, 'file')} refused"] if stopped else []
    said += [f"{counted(same, 'group')} of identical files"] if same else []
    return f"To look at: {', '.join(said)}." if said else ""


# -- a second judgement ------------------------------------------------------------------------------------


def recheck_lines(
    student: str, before: Mapping[str, JudgedFile | None], after: Mapping[str, JudgedFile], *, keep: bool = False
) -> tuple[list[str], bool]:
    """Return what is different after a second judgement, a sentence each, and whether nothing is.

    Args:
        student: whose files were judged again.
        before: by kata, what was judged before; None if nothing was.
        after: by kata, what was judged now.
        keep: what was judged now is kept.
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
    if keep and lines:
        lines.append("The new verdicts are kept: the same command without --recheck and --keep writes the table.")
    elif not same:
        lines.append("Nothing was written. To accept the new verdicts, add --keep.")
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
