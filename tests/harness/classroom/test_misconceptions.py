"""The nearest wrong solution of the catalogue."""

from pathlib import Path

import pytest

from harness.answers.grades import Grade, GradeStatus, KataGrade
from harness.classroom.misconceptions import misconceptions, nearest_variant, program_tokens
from harness.classroom.submission import Submission
from harness.course.content.catalogue import catalogue
from harness.course.content.variants import wrong_variants

KATAS = catalogue(Path(__file__).parents[3])
LATCH = KATAS["latch"]


@pytest.mark.parametrize("variant", wrong_variants(LATCH)[::4], ids=lambda one: one.name)
def test_a_wrong_solution_with_other_names_is_found(variant):
    text = variant.text.replace("self._count", "self.how_many").replace("self._", "self.my_")
    found = nearest_variant(LATCH, text.encode())
    assert found is not None
    assert program_tokens(found.text.encode()) == program_tokens(variant.text.encode())


def test_another_program_is_near_to_none():
    assert nearest_variant(LATCH, b"import threading\n\nclass Latch:\n    value = 3\n") is None
    assert nearest_variant(LATCH, b"class (") is None


def test_layout_comments_and_names_do_not_count():
    one = b'def f(a):\n    """Doc."""\n    b = a + 1  # why\n    return b\n'
    other = b"def f(x):\n\n    y = (x + 1)\n    return y"
    assert program_tokens(one) == program_tokens(other) != program_tokens(b"def f(x):\n    y = x - 1\n    return y")


def test_groups_are_counted(judged_file):
    variant = wrong_variants(LATCH)[0]
    grades, submissions = [], []
    for student in ("ann", "bob", "eve"):
        source = variant.text.encode() if student != "eve" else b"class CountDownLatch:\n    pass\n"
        submissions.append(Submission(student, files={"latch": source}))
        kata = KataGrade("latch", GradeStatus.GRADED, 1.0, 10.0, {}, judged_file("latch", source=student))
        grades.append(Grade(student, "", (kata,), 1.0, 10.0))
    first, second = misconceptions(grades, submissions, {"latch": LATCH})
    assert (first.variant, first.students, first.idea) == (variant.name, ("ann", "bob"), variant.idea)
    assert (second.variant, second.students, second.idea) == ("", ("eve",), "")
