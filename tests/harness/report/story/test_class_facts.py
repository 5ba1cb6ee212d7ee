"""Facts about the grades of a class, on a class in which each happens once, and on classes of nobody."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from harness.answers.grades import ClassGrades, GradeStatus
from harness.report.story.class_facts import (
    clause_rates,
    hanging,
    histogram,
    identical,
    median_points,
    refused,
    slowest,
    without_points,
)

sys.path.insert(0, str(Path(__file__).parents[1]))

from graded import class_grades, grade, kata_grade
from graded import without_points as ungraded

NOBODY = ClassGrades("Week 3", (), ())


def students(found):
    return [one[0].student for one in found]


def test_the_median_leaves_out_what_has_no_points():
    three = [grade(kata_grade(each=each)) for each in (1, 2, 5)]
    assert median_points(ClassGrades("", (), (*three, grade(ungraded(GradeStatus.MISSING))))) == 2
    assert median_points(NOBODY) is None


def test_every_graded_submission_is_in_one_bar():
    points = [0.0, 0.39, 0.4, 3.99, 4.0]
    grades = tuple(replace(grade(kata_grade()), points=one) for one in [*points, None])
    found = histogram(ClassGrades("", (), grades))
    assert [one.count for one in found] == [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]
    assert (found[0].low, found[-1].high) == (0, 4)
    assert histogram(NOBODY) == []


def test_clauses_are_counted_where_they_judged_a_file():
    rates = {rate.clause: (rate.failed, rate.judged) for rate in clause_rates(class_grades())}
    assert rates == {
        "test_an_empty_buffer_makes_get_wait": (1, 1),
        "test_a_full_buffer_makes_put_wait": (6, 11),
        "test_items_come_out_in_the_order_they_went_in": (0, 10),
        "test_set_wakes_all_waiters": (0, 7),
    }
    shares = [rate.share for rate in clause_rates(class_grades())]
    assert shares == sorted(shares, reverse=True)


def test_what_to_look_at_is_found():
    grades = class_grades()
    assert students(hanging(grades)) == ["s09"]
    assert students(refused(grades)) == ["s10"]
    assert students(slowest(grades, 1)) == ["s09"]
    assert len(slowest(grades, 5)) == 5
    assert [(kata, [one.student for one in group]) for kata, group in identical(grades)] == [
        ("bounded_buffer", ["s03", "s04"])
    ]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (GradeStatus.UNFINISHED, ["s05"]),
        (GradeStatus.ERROR, ["s06"]),
        (GradeStatus.MISSING, ["s07", "s11", "s11"]),
        (GradeStatus.NOT_GRADABLE, ["s08"]),
    ],
)
def test_what_has_no_points_is_found_by_its_status(status, expected):
    assert students(without_points(class_grades(), status)) == expected
