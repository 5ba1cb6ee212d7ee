"""The page of one student: points by kata and clause, each failure with its command, and the page of the first failure.

It says nothing about other students. The page of a failure is a whole page with a script, and was made from texts of
a student: it is shown in a sandboxed frame, which cannot reach this page (``sandbox="allow-scripts"`` without
``allow-same-origin``). A frame with ``srcdoc`` also has the policy of the page around it, so this page allows, by
hash, the style sheets and scripts that a page of a failure can have.
"""

from __future__ import annotations

from functools import cache

from ...answers.grades import Grade, GradeStatus, JudgedClause, KataGrade
from ...result import Extent
from ...verdict import Verdict
from ..sentences.grades import (
    NO_ZERO,
    STATUS_WORDS,
    grade_sentence,
    late_sentence,
    plain_sentence,
    scored,
    status_sentence,
    verdict_words,
)
from ..terminal.grades import home_command
from ..text.line import clean
from ..text.phrases import clause_title, counted
from .render import environment, file_hash, framed_styles_and_scripts, markup, own_file


def student_page(grade: Grade) -> str:
    """Return the page as text; every text of a student is escaped."""
    style = own_file("colours.css") + own_file("page.css") + own_file("grades.css")
    framed_styles, framed_scripts = _framed_hashes()
    return (
        environment()
        .get_template("student_report.html.j2")
        .render(
            name=clean(grade.name or grade.student),
            identity=clean(grade.student) if grade.name else "",
            sentence=grade_sentence(grade),
            late=late_sentence(grade),
            submitted=grade.submitted.strftime("%Y-%m-%d %H:%M %Z").rstrip() if grade.submitted is not None else "",
            katas=[_kata(kata) for kata in grade.katas],
            style=markup(style),
            style_hashes=[file_hash(style), *framed_styles],
            script_hashes=framed_scripts,
        )
    )


@cache
def _framed_hashes() -> tuple[list[str], list[str]]:
    styles, scripts = framed_styles_and_scripts()
    return [file_hash(style) for style in styles], [file_hash(script) for script in scripts]


def _kata(kata: KataGrade) -> dict[str, object]:
    failing = kata.file.failing if kata.file is not None else ()
    return {
        "name": clean(kata.kata),
        "file": clean(kata.name),
        "points": scored(kata.points, kata.most) if kata.points is not None else STATUS_WORDS[kata.status],
        "reason": f"{status_sentence(kata)} {NO_ZERO}" if kata.status is not GradeStatus.GRADED else "",
        "clauses": [_clause(kata, clause) for clause in kata.file.clauses] if _judged(kata) and kata.file else [],
        "fails": bool(failing),
        "framed": clean(clause_title(failing[0].test)) if failing else clean(kata.kata),
        "page": kata.file.page if kata.file is not None else "",
    }


def _judged(kata: KataGrade) -> bool:
    return kata.status is GradeStatus.GRADED


def _clause(kata: KataGrade, clause: JudgedClause) -> dict[str, object]:
    points, most = kata.clause_points.get(clause.test, (0.0, 0.0))
    passed = clause.verdict is Verdict.PASS
    return {
        "title": clean(clause_title(clause.test)),
        "passed": passed,
        "points": scored(points, most),
        "verdict": verdict_words(clause.verdict),
        "sentence": _tried(clause) if passed else plain_sentence(clause.message),
        "line": clause.line,
        "command": "" if passed else home_command(kata.kata, clause),
    }


def _tried(clause: JudgedClause) -> str:
    """Return how much a passing clause was tried, and no more than that."""
    schedules = counted(clause.schedules, "schedule")
    match clause.proved:
        case Extent.ALL:
            return "It passes in every schedule."
        case Extent.BOUNDED:
            return f"{schedules} tried; it passes in every schedule within a bound."
        case Extent.NO:
            return f"{schedules} tried; none of them fails."
