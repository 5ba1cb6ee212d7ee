"""The page of a class for its instructor: the common mistakes, the histogram of points, and each student in a table.

The page is one file, which asks for nothing from anywhere. Its script sorts the table; without it the table is there in
the order of the class.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from ...answers.grades import ClassGrades, Grade, GradeStatus, KataGrade, Misconception
from ..sentences.grades import (
    STATUS_WORDS,
    graded_sentence,
    lateness_sentence,
    misconception_idea,
    misconception_title,
    plain_sentence,
    points_text,
    status_sentence,
)
from ..sentences.submission_notes import submission_note
from ..story.class_facts import (
    ScoreBin,
    clause_rates,
    hanging,
    histogram,
    identical,
    median_points,
    most_points,
    refused,
    slowest,
    without_points,
)
from ..text.line import clean
from ..text.phrases import clause_title, counted, listed
from .render import environment, file_hash, markup, own_file

MOST_SLOW = 5
FEWEST_MISTAKES = 3
"""Mistakes that are shown although only one student made each; the others are folded away."""
MOST_OPEN = 12
"""Students in a list that is not folded away."""
NOT_JUDGED = (GradeStatus.NOT_GRADABLE, GradeStatus.ERROR, GradeStatus.MISSING, GradeStatus.UNFINISHED)
"""In the order in which an instructor looks at them: the first is the grader's fault."""


@dataclass(frozen=True, slots=True)
class ScoreBar:
    """One bar of the histogram, in the units of its picture.

    Attributes:
        x, y, height: of the bar.
        count: the number above it.
        label: the points below it.
    """

    x: int
    y: int
    height: int
    count: int
    label: str


WIDTH, BAR_GAP, TOP, FLOOR = 60, 6, 22, 182
"""Of the histogram: the width of a bar with its gap, the gap, the end of the highest bar, the foot of all."""


def class_page(grades: ClassGrades, pages: Mapping[str, str] | None = None) -> str:
    """Return the page as text; every text of a student is escaped.

    Args:
        grades: the grades of the class.
        pages: by student, the path of the student's own page from the folder of this one; None for no links.
    """
    style = own_file("colours.css") + own_file("page.css") + own_file("grades.css")
    script = own_file("class_report.js")
    bins = histogram(grades)
    median = median_points(grades)
    names = {grade.student: shown_name(grade) for grade in grades.grades}
    mistakes = [_mistake(one, names, len(grades.grades)) for one in grades.misconceptions]
    common = max(sum(len(one.students) > 1 for one in grades.misconceptions), FEWEST_MISTAKES)
    return (
        environment()
        .get_template("class_report.html.j2")
        .render(
            katas=[clean(kata) for kata in grades.katas],
            sandbox=plain_sentence(grades.sandbox),
            title=plain_sentence(grades.title),
            graded=graded_sentence(grades),
            tiles=_tiles(grades, median),
            mistakes=mistakes[:common],
            rare=mistakes[common:],
            bars=_bars(bins),
            bins=[(_range(one), one.count) for one in bins],
            students=[_student(grade, pages or {}) for grade in grades.grades],
            rates=[(clean(one.kata), clean(clause_title(one.clause)), one) for one in clause_rates(grades)],
            slow=[(shown_name(grade), clean(kata.kata), _seconds(kata)) for grade, kata in slowest(grades, MOST_SLOW)],
            hung=[
                (shown_name(grade), clean(kata.kata), clean(clause_title(clause)))
                for grade, kata, clause in hanging(grades)
            ],
            same=[(clean(kata), [shown_name(one) for one in group]) for kata, group in identical(grades)],
            refused=[(shown_name(grade), clean(kata.kata)) for grade, kata in refused(grades)],
            unjudged=[
                (STATUS_WORDS[status], [(shown_name(grade), status_sentence(kata)) for grade, kata in found])
                for status in NOT_JUDGED
                if (found := without_points(grades, status))
            ],
            notes=[
                (shown_name(grade), plain_sentence(submission_note(note)))
                for grade in grades.grades
                for note in grade.notes
            ],
            most_open=MOST_OPEN,
            style=markup(style),
            script=markup(script),
            style_hash=file_hash(style),
            script_hash=file_hash(script),
        )
    )


def shown_name(grade: Grade) -> str:
    """Return the name of a student, or the identity where there is no name."""
    return clean(grade.name or grade.student)


def _tiles(grades: ClassGrades, median: float | None) -> list[tuple[str, str]]:
    """Return the figures above everything else: a number, and its meaning."""
    failed = len(without_points(grades, GradeStatus.ERROR, GradeStatus.NOT_GRADABLE))
    late = sum(grade.lateness.days > 0 for grade in grades.grades)
    most = points_text(most_points(grades))
    return [
        (str(len(grades.grades)), "submission" if len(grades.grades) == 1 else "submissions"),
        (points_text(median) if median is not None else "none", f"median of {most} points"),
        (str(late), "late"),
        (str(failed), "file could not be judged" if failed == 1 else "files could not be judged"),
    ]


def _mistake(mistake: Misconception, names: Mapping[str, str], students: int) -> dict[str, object]:
    return {
        "count": len(mistake.students),
        "share": round(100 * len(mistake.students) / students) if students else 0,
        "title": misconception_title(mistake, students),
        "idea": misconception_idea(mistake),
        "known": bool(mistake.ideas),
        "variants": [clean(variant) for variant in mistake.variants],
        "who": [names.get(student, clean(student)) for student in mistake.students],
    }


def _bars(bins: list[ScoreBin]) -> list[ScoreBar]:
    most = max((one.count for one in bins), default=0)
    found = []
    for number, one in enumerate(bins):
        height = round((FLOOR - TOP) * one.count / most) if most else 0
        found.append(ScoreBar(number * WIDTH, FLOOR - height, height, one.count, points_text(one.low)))
    return found


def _range(one: ScoreBin) -> str:
    return f"{points_text(one.low)} to {points_text(one.high)}"


def _student(grade: Grade, pages: Mapping[str, str]) -> dict[str, object]:
    """Return a row of the table: its texts, and what it is sorted by."""
    others = [clean(student) for student in grade.identical]
    remarks = [f"a file is identical to one of {listed(others, 3)}"] if others else []
    remarks += [f"{clean(kata.kata)} was refused" for kata in grade.katas if kata.file and kata.file.refused]
    remarks += [
        f"{clean(kata.kata)} was begun {counted(kata.file.attempts, 'time')}"
        for kata in grade.katas
        if kata.file is not None and kata.file.attempts > 1
    ]
    return {
        "name": shown_name(grade),
        "identity": clean(grade.student) if grade.name else "",
        "page": quote(pages[grade.student], errors="replace") if grade.student in pages else "",
        "points": points_text(grade.points) if grade.points is not None else "none",
        "sort": grade.points if grade.points is not None else -1,
        "katas": [_cell(kata) for kata in grade.katas],
        "late": grade.lateness.days,
        "lateness": lateness_sentence(grade.lateness),
        "remarks": remarks,
    }


def _cell(kata: KataGrade) -> tuple[str, float, bool]:
    """Return the text of a kata's cell, the number that it is sorted by, and whether it has points."""
    if kata.points is None:
        return STATUS_WORDS[kata.status], -1, False
    return f"{points_text(kata.points)} / {points_text(kata.most)}", kata.points, True


def _seconds(kata: KataGrade) -> str:
    return f"{kata.file.seconds:.1f} s" if kata.file is not None else ""
