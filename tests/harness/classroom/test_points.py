"""Points: weights, lateness, and what has no points."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from harness.answers.grades import GradeStatus, Lateness
from harness.classroom.points import grade_of, lateness, shared_out
from harness.classroom.settings import Assignment, KataPoints, LatePolicy
from harness.classroom.submission import Submission
from harness.verdict import Verdict

PASS, WRONG = Verdict.PASS, Verdict.WRONG
DUE = datetime(2026, 12, 1, 12, tzinfo=UTC)
LATE = LatePolicy(DUE, grace=10, percent=20, most=50)


def grade(judged, katas, late=None, **more):
    return grade_of(Submission("ann", **more), judged, Assignment("a", katas, late or LatePolicy()))


def test_points_are_shared_by_weight(judged_file):
    worth = KataPoints(10, {"test_1": 3, "test_3": 0})
    found = grade({"counter": judged_file(verdicts=(PASS, WRONG, WRONG))}, {"counter": worth})
    assert found.points == 7.5
    assert found.katas[0].clause_points == {"test_1": (7.5, 7.5), "test_2": (0.0, 2.5), "test_3": (0.0, 0.0)}


def test_all_clauses_are_worth_exactly_the_points_of_the_kata(judged_file):
    found = grade({"counter": judged_file(verdicts=(PASS,) * 7)}, {"counter": KataPoints(10)})
    assert found.points == found.most == 10


@pytest.mark.parametrize(
    ("points", "weights"),
    [
        (50, [1] * 16),
        (10, [1] * 3),
        (1, [3, 1, 1, 0, 2]),
        (100, [1] * 7),
        (33.333, [1, 1]),
        (1_000_000, [1e6, 1e-6, 7]),
    ],
)
def test_the_points_of_the_clauses_add_up_and_none_is_a_hundredth_away_from_its_share(points, weights):
    named = {f"test_{number}": weight for number, weight in enumerate(weights)}
    shares = shared_out(points, named)
    assert sum(Decimal(f"{share:.2f}") for share in shares.values()) == Decimal(f"{points:.2f}")
    exact = {test: points * weight / sum(weights) for test, weight in named.items()}
    assert all(abs(shares[test] - exact[test]) < 0.0101 for test in named)


def test_the_points_of_a_kata_are_those_of_its_passing_clauses_as_they_are_shown(judged_file):
    verdicts = (PASS, WRONG) * 8
    (kata,) = grade({"latch": judged_file("latch", verdicts)}, {"latch": KataPoints(50)}).katas
    assert kata.points == round(sum(points for points, _ in kata.clause_points.values()), 2)
    assert round(sum(most for _, most in kata.clause_points.values()), 2) == kata.most == 50


@pytest.mark.parametrize("status", [GradeStatus.UNFINISHED, GradeStatus.ERROR, GradeStatus.NOT_GRADABLE])
def test_what_cannot_be_judged_has_no_points_and_not_zero(judged_file, status):
    katas = {"counter": KataPoints(10), "latch": KataPoints(10)}
    judged = {"counter": judged_file(status=status), "latch": judged_file("latch", (PASS,))}
    found = grade(judged, katas)
    assert [one.points for one in found.katas] == [None, 10]
    assert (found.points, found.most, found.complete) == (10, 20, False)
    assert grade({"counter": judged["counter"]}, {"counter": KataPoints(10)}).points is None


def test_a_missing_file():
    found = grade({}, {"counter": KataPoints(10)})
    assert found.katas[0].status is GradeStatus.MISSING
    assert (found.points, found.most) == (None, 10)


@pytest.mark.parametrize(
    ("after", "days", "percent"),
    [
        (timedelta(0), 0, 0),
        (timedelta(minutes=10), 0, 0),
        (timedelta(minutes=10, seconds=1), 1, 20),
        (timedelta(days=1), 1, 20),
        (timedelta(days=1, seconds=1), 2, 40),
        (timedelta(days=9), 9, 50),
        (-timedelta(days=9), 0, 0),
    ],
)
def test_each_day_that_has_begun_counts(after, days, percent):
    assert lateness(LATE, DUE + after) == Lateness(days, percent)


def test_a_mark_of_the_platform_is_one_day():
    assert lateness(LATE, None, marked=True) == Lateness(1, 20, marked=True)
    assert lateness(LATE, None) == Lateness()
    assert lateness(LatePolicy(), None, marked=True) == Lateness()


def test_lateness_is_deducted_from_the_sum(judged_file):
    katas = {"counter": KataPoints(10), "latch": KataPoints(10)}
    judged = {"counter": judged_file(), "latch": judged_file("latch", (PASS,))}
    found = grade(judged, katas, LATE, submitted=DUE + timedelta(hours=1))
    assert found.points == 12
    assert [one.points for one in found.katas] == [5, 10]
