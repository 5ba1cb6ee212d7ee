"""The grades of a class on one screen: how many are graded, the median, what has no points, the commonest mistakes."""

from __future__ import annotations

from ...answers.grades import ClassGrades, GradeStatus
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
    hung, tried, same = len(hanging(grades)), len(refused(grades)), len(identical(grades))
    said = [f"{counted(hung, 'file')} did not end in time"] if hung else []
    said += [f"{counted(tried, 'file')} tried to reach the harness"] if tried else []
    said += [f"{counted(same, 'group')} of identical files"] if same else []
    return f"To look at: {', '.join(said)}." if said else ""
