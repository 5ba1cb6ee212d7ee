"""The boxes: what was missed comes again soon, what is known later and later, and new questions concept by concept."""

from dataclasses import replace
from itertools import pairwise

import pytest

from harness.course.learner.progress_file import FILE, QUIZ, ProgressFile
from harness.course.quiz.boxes import DISTANCES, IN_A_ROW, NEW_ONE_OF, QuizBoxes
from harness.course.quiz.questions import Question, QuestionKind, questions
from harness.verdict import Verdict

ONE = Question("00", QuestionKind.VERDICT, "race", "wrong:a/b", "", "", Verdict.PASS, (), (), "")
LONG = 24
"""Questions of a session in which at least six are new."""
MANY = [replace(ONE, id=f"{n:02}", concept=("race", "lock", "event")[n // 20]) for n in range(60)]


def session(boxes, answers, questions=MANY):
    """Ask as many questions as there are answers; their ids."""
    seen = []
    for right in answers:
        question = boxes.next(questions)
        seen.append(question.id)
        boxes.put(question, right)
    return seen


def test_new_questions_come_concept_by_concept():
    seen = session(QuizBoxes(None), [True] * 7)
    assert IN_A_ROW == 3
    assert seen == ["00", "01", "02", "20", "21", "22", "40"]


def test_what_was_missed_comes_again_after_three_others():
    seen = session(QuizBoxes(None), [False, True, True, True, True])
    assert seen[0] == seen[4] == "00"
    assert len(set(seen)) == 4


def test_what_is_known_comes_again_later_and_later():
    boxes = QuizBoxes(None)
    seen = session(boxes, [True] * 60)
    times = [number for number, one in enumerate(seen) if one == "00"]
    assert [later - earlier for earlier, later in pairwise(times)] >= [DISTANCES[1], DISTANCES[2]]


def test_who_misses_every_question_still_gets_new_ones():
    seen = session(QuizBoxes(None), [False] * 60)
    assert len(set(seen)) >= 60 // NEW_ONE_OF
    assert len(set(seen)) < len(seen), "what was missed comes again, too"


def test_a_miss_puts_a_known_question_back_into_the_first_box():
    boxes = QuizBoxes(None)
    for _ in range(9):
        boxes.put(ONE, True)
    assert boxes.get(ONE).box == len(DISTANCES)
    boxes.put(ONE, False)
    assert boxes.get(ONE).box == 1
    assert boxes.known([ONE]) == 0
    boxes.put(ONE, True)
    assert boxes.known([ONE]) == 1


def test_when_all_are_known_the_next_one_due_comes_first():
    few = MANY[:2]
    assert session(QuizBoxes(None), [True] * 5, few) == ["00", "01", "00", "01", "00"]
    assert QuizBoxes(None).next([]) is None


def test_the_boxes_are_kept_in_the_progress_file(tmp_path):
    QuizBoxes(tmp_path).put(ONE, True)
    boxes = QuizBoxes(tmp_path)
    assert (boxes.get(ONE).box, boxes.get(ONE).at) == (2, 1)
    assert ProgressFile(tmp_path).part(QUIZ) == {"00": {"box": 2, "at": 1}}
    assert boxes.next(MANY).id == "01"


def test_nothing_is_kept_without_a_project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    QuizBoxes(None).put(ONE, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("part", ['{"a": 1}', '{"a": {}}', '{"a": {"box": 9, "at": 1}}', '{"a": {"box": 1, "at": -1}}'])
def test_a_damaged_part_is_set_aside(tmp_path, part):
    path = tmp_path / FILE
    path.parent.mkdir()
    path.write_text(f'{{"schema": "kata-progress/1", "katas": {{}}, "quiz": {part}}}')
    boxes = QuizBoxes(tmp_path)
    assert "damaged" in boxes.note
    assert boxes.next(MANY).id == "00"
    assert path.with_name("progress.json.bad").is_file()


def news(words, right, bank):
    """The verdicts of the first new questions about a word, or about everything, in the order in which they come."""
    chosen = [one for one in bank if words in ("", one.concept, one.kata)]
    boxes, verdicts = QuizBoxes(None), {}
    for _ in range(LONG):
        question = boxes.next(chosen)
        verdicts.setdefault(question.id, question.verdict)
        boxes.put(question, right)
    return [verdict is Verdict.PASS for verdict in verdicts.values()]


@pytest.mark.parametrize("right", [True, False])
def test_right_programs_are_mixed_in_from_the_beginning(right):
    bank = list(questions().values())
    first_six = news("", right, bank)[:6]
    assert 1 <= sum(first_six) <= 3
    beginnings = set()
    for word in {one.kata for one in bank}:
        passing = [one.verdict is Verdict.PASS for one in bank if word in (one.concept, one.kata)]
        seen = news(word, right, bank)[:6]
        if len(seen) == 6 and 2 <= sum(passing) <= len(passing) - 4:
            assert 1 <= sum(seen) <= 3, word
            beginnings.add(tuple(seen[:3]))
    assert len(beginnings) >= 4, "where they come cannot be foreseen"


def test_the_mixture_is_the_same_for_the_same_answers(tmp_path):
    bank, seen = list(questions().values()), []
    for _ in range(2):
        boxes = QuizBoxes(None)
        seen.append(session(boxes, [True, False, True, True] * 5, bank))
    assert seen[0] == seen[1]
    root, kept = tmp_path, []
    for right in [True, False, True, True] * 5:  # each answer in a session of its own
        kept += session(QuizBoxes(root), [right], bank)
    assert kept == seen[0]


def test_where_all_are_right_or_none_is_there_is_nothing_to_mix():
    wrong = [replace(one, verdict=Verdict.WRONG) for one in MANY]
    assert session(QuizBoxes(None), [True] * 7, wrong) == session(QuizBoxes(None), [True] * 7)
