"""The JSON that a combinator template grader of Moodle's CodeRunner prints.

Format: trampgeek/moodle-qtype_coderunner, docs and classes/combinator_grader_outcome.php: ``fraction`` is required, a
table has a row of headings, ``columnformats`` counts all columns but ``iscorrect`` and ``ishidden``, and Moodle
escapes a column of ``%s``. The HTML before and after the table is not escaped there, so it is here. CodeRunner has no
"not graded": without points the fraction is 0, and the text above the table says that it is no grade.
``showoutputonly`` must not be used for it: it is a full mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from ....answers.grades import Grade
from ...sentences.grades import plain_sentence, points_text
from ...sentences.submission_notes import student_notes
from .graded_tests import GradedTest, dumped, graded_tests, summary

HEAD = ["iscorrect", "Kata", "Clause", "Points", "Result"]


def write(grade: Grade, environment: Mapping[str, str]) -> str:
    """Return the text to print; Moodle knows the student, so nothing of the environment is needed."""
    del environment
    part = (grade.points or 0.0) / grade.most if grade.most else 0.0
    # not the notes that name other students: the file is the student's own
    notes = "".join(_paragraph(note) for note in student_notes(grade.notes))
    return dumped(
        {
            "fraction": min(max(round(part, 6), 0.0), 1.0),
            "prologuehtml": "".join(_paragraph(line) for line in summary(grade).split("\n")),
            "testresults": [HEAD, *(_row(test) for test in graded_tests(grade))],
            "columnformats": ["%s"] * (len(HEAD) - 1),
            "instructorhtml": notes,
            "showdifferences": False,
        }
    )


def _paragraph(text: str) -> str:
    return f"<p>{escape(plain_sentence(text))}</p>"


def _row(test: GradedTest) -> list[str | int]:
    points = "" if test.points is None else f"{points_text(test.points)} / {points_text(test.most or 0.0)}"
    return [int(test.passed), test.kata, test.title, points, test.text()]
