"""The grades of a class on one screen. After a wanted change, write the snapshots with ``KATA_WRITE_SNAPSHOTS=1``."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from harness.answers.grades import ClassGrades, GradeStatus
from harness.report.sentences.grades import misconception_idea
from harness.report.terminal.class_summary import class_summary
from harness.report.text.line import cells
from harness.verdict import Verdict

sys.path.insert(0, str(Path(__file__).parents[1]))

from graded import NASTY, class_grades, grade, kata_grade, nasty_grade, without_points

SNAPSHOTS = Path(__file__).parent / "snapshots"
CASES = {
    "whole": class_grades(),
    "nothing_graded": ClassGrades("Week 3", ("event",), (grade(without_points(GradeStatus.ERROR)),)),
    "all_pass": ClassGrades("Week 3", ("event",), (grade(kata_grade("event", ())),) * 2),
}


@pytest.mark.parametrize("case", CASES)
def test_the_summary_is_the_snapshot(case):
    text = "\n".join(class_summary(CASES[case], 80)) + "\n"
    file = SNAPSHOTS / f"class_summary_{case}.txt"
    if os.environ.get("KATA_WRITE_SNAPSHOTS"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 60, 80])
def test_it_fits_a_terminal_of_24_lines_with_texts_of_any_length(width):
    found = class_grades()
    long = tuple(
        replace(one, ideas=("word " * 500,) * 2, clause="test_" + "a_b_" * 200) for one in found.misconceptions * 3
    )
    lines = class_summary(replace(found, title="t" * 500, misconceptions=long), width)
    assert len(lines) <= 23
    assert max(map(cells, lines)) <= width


def test_a_class_of_nobody_has_a_summary():
    assert class_summary(ClassGrades("Week 3", (), ()), 80) == ["Week 3", "  0 of 0 submissions graded."]


def test_no_text_of_a_student_reaches_the_terminal_as_it_is():
    found = class_grades()
    mistake = replace(found.misconceptions[0], ideas=(NASTY, NASTY), clause=NASTY, kata=NASTY, verdict=Verdict.WRONG)
    hostile = replace(found, title=NASTY, grades=(nasty_grade(),), misconceptions=(mistake,))
    assert all(line.isprintable() for line in class_summary(hostile, 80))


def test_of_two_mistakes_that_are_about_as_near_both_ideas_are_said():
    found = replace(class_grades().misconceptions[0], ideas=("notify() wakes one.", "notify(2) wakes two."))
    assert misconception_idea(found) == (
        "Nearest wrong solutions of the course: notify() wakes one. Or: notify(2) wakes two."
    )
