"""Two programs in one listing, and the choices of a question."""

from dataclasses import replace

import pytest

from harness.course.quiz.asking import (
    USUAL,
    PartKind,
    line_choices,
    lines_of_loop,
    parts_of,
    verdict_choices,
    working_lines,
)
from harness.course.quiz.pair import PairLine, differing, side_by_side
from harness.course.quiz.programs import QuizProgram, compact
from harness.course.quiz.questions import Question, QuestionKind
from harness.course.quiz.session import choice_of
from harness.verdict import Verdict

TEXT = """from threading import Lock
class A:
    def f(self):
        with self.lock:
            self.n += 1
            if self.n:
                return 1
        return 0
"""
PROGRAM = QuizProgram("wrong:a/b", TEXT, None, "race")
ASKED = Question("0f", QuestionKind.VERDICT, "race", "wrong:a/b", "", "", Verdict.WRONG, (), (5, 4), "")


def test_what_both_have_is_there_once():
    lines = side_by_side("a\nb\nc\n", "a\nx\ny\nc\n")
    assert lines == [PairLine(" ", "a"), PairLine("A", "b"), PairLine("B", "x"), PairLine("B", "y"), PairLine(" ", "c")]
    assert differing(lines) == 2
    assert differing(side_by_side("a\n", "a\n")) == 0


def test_a_program_is_shown_without_blank_lines():
    assert compact('# why\n"""Text."""\n\nx = 1\n\n\ny = 2  # two\n') == "x = 1\ny = 2\n"


@pytest.mark.parametrize("verdict", [Verdict.PASS, Verdict.WRONG, Verdict.RACE, Verdict.LEAK])
def test_the_right_verdict_is_one_of_five_choices(verdict):
    choices = verdict_choices(replace(ASKED, verdict=verdict))
    assert choices[:4] == USUAL
    assert verdict in choices
    assert len(set(choices)) == 5


@pytest.mark.parametrize("also", [(Verdict.RACE,), (Verdict.STUCK, Verdict.DEADLOCK), tuple(Verdict)[3:]])
def test_no_choice_but_the_right_one_is_true(also):
    also = tuple(one for one in also if one is not Verdict.WRONG)
    for number in range(20):
        choices = verdict_choices(replace(ASKED, id=f"{number:02}", also=also))
        assert Verdict.WRONG in choices
        assert not set(choices) & set(also)
        assert len(set(choices)) == len(choices) >= 2


def test_a_race_is_no_choice_beside_a_wrong_value_or_a_pass():
    offered = set()
    for number in range(20):
        for verdict in (Verdict.PASS, Verdict.WRONG, Verdict.DEADLOCK, Verdict.RACE):
            if Verdict.RACE in verdict_choices(replace(ASKED, id=f"{number:02}", verdict=verdict)):
                offered.add(verdict)
    assert offered == {Verdict.DEADLOCK, Verdict.RACE}


def test_the_lines_of_a_loop_are_no_wrong_answers_beside_each_other():
    text = TEXT.replace("        return 0\n", "        while self.n:\n            sleep(1)\n            self.g()\n")
    assert lines_of_loop(text, 9) == range(8, 11)
    assert lines_of_loop(text, 5) == range(0)
    chosen = line_choices(replace(ASKED, lines=(9,)), text)
    assert set(chosen) & {8, 9, 10} == {9}
    assert len(chosen) == 4


def test_the_lines_are_the_marked_one_and_others_that_do_something():
    assert working_lines(TEXT) == [4, 5, 6, 7, 8]
    chosen = line_choices(ASKED, TEXT)
    assert 5 in chosen
    assert 4 not in chosen, "it is marked, too, so it is no wrong answer"
    assert list(chosen) == sorted(chosen)
    assert len(chosen) == 4


def test_without_another_line_there_is_no_question_of_lines():
    assert line_choices(replace(ASKED, lines=(4, 5, 6, 7, 8)), TEXT) == ()
    assert line_choices(replace(ASKED, lines=()), TEXT) == ()
    assert [part.kind for part in parts_of(replace(ASKED, lines=()), PROGRAM)] == [PartKind.VERDICT]


def test_a_question_has_a_part_for_the_verdict_and_one_for_the_line():
    verdict, line = parts_of(ASKED, PROGRAM)
    assert [verdict.choices[index] for index in verdict.right] == ["wrong"]
    assert [line.choices[index] for index in line.right] == ["5"]


def test_a_pair_has_one_right_program():
    sides = set()
    for number in range(20):
        (part,) = parts_of(replace(ASKED, id=f"{number:02}", kind=QuestionKind.PAIR, other="right:a/c"), PROGRAM)
        assert part.choices == ("A", "B")
        sides |= part.right
        assert len(part.right) == 1
    assert sides == {0, 1}, "the right one is not always at the same place"


@pytest.mark.parametrize(
    ("key", "number", "choice"),
    [("1", 5, 0), ("5", 5, 4), ("6", 5, None), ("0", 5, None), ("a", 2, 0), ("B", 2, 1), ("a", 5, None), ("", 5, None)],
)
def test_a_key_means_a_choice(key, number, choice):
    assert choice_of(key, number) == choice
