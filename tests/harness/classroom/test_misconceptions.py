"""The nearest wrong solution of the catalogue."""

from pathlib import Path

import pytest

from harness.answers.grades import Grade, GradeStatus, JudgedClause, KataGrade
from harness.classroom.misconceptions import NO_MISTAKE_OF_A_KATA, misconceptions, nearest_variants, program_tokens
from harness.classroom.submission import Submission
from harness.course.content.catalogue import catalogue
from harness.course.content.judged import judged
from harness.course.content.variants import wrong_variants
from harness.verdict import Verdict

KATAS = catalogue(Path(__file__).parents[3])
LATCH = KATAS["latch"]


def failing(clause, verdict=Verdict.WRONG, line=None):
    return (JudgedClause(clause, verdict, line=line),)


def as_judged(variant, line=None):
    fact = judged().wrong[variant.key]
    return failing(fact.clause, fact.verdict, line)


def changed(variant):
    """Return the program of a wrong solution with a method more, so that it is near and not the same."""
    return f"{variant.text}\n    def __repr__(self):\n        return 'a latch'\n".encode()


@pytest.mark.parametrize("variant", wrong_variants(LATCH)[::4], ids=lambda one: one.name)
def test_a_wrong_solution_with_other_names_is_found(variant):
    text = variant.text.replace("self._count", "self.how_many").replace("self._", "self.my_")
    found = nearest_variants(LATCH, text.encode(), as_judged(variant))
    assert len(found) == 1
    assert program_tokens(found[0].text.encode()) == program_tokens(variant.text.encode())


def test_another_program_is_near_to_none():
    clause = failing("test_all_who_wait_come_back", Verdict.STUCK)
    assert nearest_variants(LATCH, b"import threading\n\nclass Latch:\n    value = 3\n", clause) == ()
    assert nearest_variants(LATCH, b"class (", clause) == ()


def test_only_one_that_fails_in_the_same_way_is_near():
    (variant,) = (one for one in wrong_variants(LATCH) if one.name == "a_tag_for_each_passenger")
    fact, source = judged().wrong[variant.key], changed(variant)
    assert nearest_variants(LATCH, source, as_judged(variant)) == (variant,)
    assert nearest_variants(LATCH, source, failing(fact.clause, Verdict.RACE)) == ()
    assert nearest_variants(LATCH, source, failing("test_an_open_latch_lets_everybody_through", fact.verdict)) == ()
    before = failing("test_an_open_latch_lets_everybody_through")
    assert nearest_variants(LATCH, source, before + as_judged(variant)) == ()


def test_a_failure_of_the_import_is_no_mistake_of_a_kata():
    (variant,) = (one for one in wrong_variants(LATCH) if one.name == "looks_again_and_again")
    source = changed(variant) + b"while True:\n    pass\n"
    last = len(source.decode().splitlines())
    assert nearest_variants(LATCH, source, as_judged(variant, line=last - 3)) == (variant,)
    assert nearest_variants(LATCH, source, as_judged(variant, line=last)) == ()


@pytest.mark.parametrize("verdict", NO_MISTAKE_OF_A_KATA)
def test_a_verdict_about_the_file_is_no_mistake_of_a_kata(verdict):
    for variant in wrong_variants(LATCH):
        assert nearest_variants(LATCH, changed(variant), failing(judged().wrong[variant.key].clause, verdict)) == ()


def test_of_two_that_are_about_as_near_none_is_named():
    """An unlocked increment is a little like each wrong solution that counts too little, and none of them."""
    text = KATAS["counter"].solution.read_text(encoding="utf-8")
    unlocked = text.replace("        with self._lock:\n            self._value += 1", "        self._value += 1")
    assert unlocked != text
    assert nearest_variants(KATAS["counter"], unlocked.encode(), failing("test_two_count_once_each")) == ()


def test_two_that_hardly_differ_are_both_named():
    """notify() in place of notify_all() is about as near to notify(2)."""
    text = LATCH.solution.read_text(encoding="utf-8")
    wakes_one = text.replace("notify_all()", "notify()")
    assert wakes_one != text
    found = nearest_variants(LATCH, wakes_one.encode(), failing("test_all_who_wait_come_back", Verdict.STUCK))
    assert [one.name for one in found] == ["wakes_one", "wakes_two"]


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
    assert (first.variants, first.students, first.ideas) == ((variant.name,), ("ann", "bob"), (variant.idea,))
    assert (second.variants, second.students, second.ideas) == ((), ("eve",), ())
