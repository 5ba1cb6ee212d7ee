"""The bank of questions: what it has, that the generator makes it, and that the explorer gives its answers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from harness.course.authoring.quiz_questions import (
    LONGEST,
    MOST_DIFFERING,
    MOST_LINES,
    answered,
    candidates,
    made,
)
from harness.course.content.catalogue import catalogue
from harness.course.content.concepts import concepts
from harness.course.content.judged import judged
from harness.course.quiz.asking import line_choices, listing, parts_of, verdict_choices
from harness.course.quiz.contract_source import attributes
from harness.course.quiz.explored import OBSERVED, SEEN_IN_A_LINE, explored, marked, other_searches
from harness.course.quiz.pair import differing
from harness.course.quiz.programs import QuizProgram, program
from harness.course.quiz.questions import QUESTIONS, Question, QuestionKind, questions, read_bank, written
from harness.report.terminal.quiz import QuizCard, QuizLine, question_lines
from harness.result import Result
from harness.verdict import Verdict
from harness.workers.job import Job
from harness.workers.pool import WorkerPool

ROOT = Path(__file__).parents[4]
KATAS, PAGES = catalogue(ROOT), concepts(ROOT / "docs" / "concepts")
BANK = list(questions().values())
SAMPLE = 90
"""One question of so many is asked again by default; with --slow, all are."""


def of(question: Question) -> tuple[QuizProgram, QuizProgram]:
    """The program of a question, and the right one of a pair."""
    first = program(question.program, KATAS, PAGES)
    other = program(question.other or question.program, KATAS, PAGES)
    assert first is not None
    assert other is not None
    return first, other


class _Nobody:
    """A pool that must not be asked."""

    def judge(self, job: object) -> None:
        pytest.fail(f"{job} has changed: run python -m concurrency_katas.course.authoring.quiz_questions")


# -- what there is ---------------------------------------------------------------------------------------


def test_there_are_enough_questions_of_every_kind():
    assert len(BANK) >= 120
    kinds = Counter(one.kind for one in BANK)
    assert kinds[QuestionKind.PAIR] >= 20
    verdicts = Counter(one.verdict for one in BANK if one.kind is QuestionKind.VERDICT)
    assert verdicts[Verdict.PASS] >= 25
    for verdict in (Verdict.WRONG, Verdict.DEADLOCK, Verdict.STUCK, Verdict.BUSY_WAIT, Verdict.LIVELOCK):
        assert verdicts[verdict] >= 5, verdict
    assert Verdict.FORBIDDEN not in verdicts
    assert Verdict.ERROR not in verdicts
    assert sum(bool(one.lines) for one in BANK) >= 60


def test_every_concept_has_questions():
    without_program = {"costs"}
    taught = {kata.lesson.page for kata in KATAS.values()} | {name for name in PAGES if name not in without_program}
    assert taught - {one.concept for one in BANK} == set()
    assert {one.concept for one in BANK} <= set(PAGES)
    assert {kata for kata in KATAS if not any(one.kata == kata for one in BANK)} == set()


def test_the_file_is_what_the_generator_makes(tmp_path):
    bank = made(_Nobody(), candidates(judged()), read_bank(), tmp_path)
    assert QUESTIONS.read_text(encoding="utf-8") == written(bank)


def test_more_than_half_of_the_questions_fit_on_a_screen():
    fitting = sum(len(of(one)[0].text.splitlines()) <= MOST_LINES for one in BANK)
    assert fitting > 0.5 * len(BANK)


def test_every_question_is_short_and_has_an_answer():
    for one in BANK:
        first, other = of(one)
        parts = parts_of(one, first)
        assert all(part.right for part in parts), one
        assert all(len(part.right) < len(part.choices) for part in parts), one
        if one.kind is QuestionKind.PAIR:
            lines = listing(one, first, other)
            assert len(lines) <= LONGEST
            assert 1 <= differing(lines) <= MOST_DIFFERING
            assert one.verdict is not Verdict.PASS
        else:
            assert len(first.text.splitlines()) <= LONGEST
            assert verdict_choices(one).count(one.verdict) == 1
            choices = verdict_choices(one)
            assert 3 <= len(set(choices)) == len(choices) <= 5, one


def test_no_choice_beside_the_answer_is_true_of_the_program():
    for one in BANK:
        if one.kind is QuestionKind.VERDICT:
            assert not set(verdict_choices(one)) & set(one.also), one
            assert one.verdict not in one.also
    assert any(Verdict.RACE in one.also for one in BANK if one.verdict is Verdict.WRONG)


def test_where_a_clause_looks_whether_a_thread_waits_stuck_is_no_choice_beside_wrong():
    looked = 0
    for one in BANK:
        kata = of(one)[0].kata
        if one.kind is QuestionKind.VERDICT and one.verdict is Verdict.WRONG and kata is not None:
            looks = bool(attributes(kata.contract, one.clause) & OBSERVED)
            looked += looks
            assert not (looks and Verdict.STUCK in verdict_choices(one)), one
    assert looked, "there are such questions"


def test_only_where_a_thread_stops_or_loops_is_there_a_question_of_lines():
    for one in BANK:
        assert not one.lines or one.verdict in SEEN_IN_A_LINE, one
        assert not one.lines or one.kind is QuestionKind.VERDICT, one


def test_no_line_of_a_question_is_cut_on_80_columns():
    for one in BANK:
        for shown in of(one):
            lines = tuple(QuizLine("", str(n), text) for n, text in enumerate(shown.text.splitlines(), 1))
            rows = question_lines(QuizCard("", "", lines, (), ()), 80, None, False)
            assert not any("…" in row for row in rows), one


def test_the_lines_to_choose_from_are_lines_of_the_program():
    for one in BANK:
        text = of(one)[0].text
        chosen = line_choices(one, text) if one.kind is QuestionKind.VERDICT else ()
        assert len(chosen) in (0, 2, 3, 4)
        assert all(text.splitlines()[line - 1].strip() for line in (*chosen, *one.lines)), one
        assert bool(set(chosen) & set(one.lines)) == bool(chosen)


def test_no_question_gives_its_answer_away():
    for one in BANK:
        for shown in of(one):
            assert "#" not in shown.text
            assert "fails" not in shown.text
            assert one.program.rpartition("/")[2] not in shown.text


class _TwoAnswers:
    """A pool in which random schedules have a verdict of their own."""

    def __init__(self, verdict: Verdict, at_random: Verdict) -> None:
        self._verdicts = {True: at_random, False: verdict}

    def judge(self, job: Job) -> Result:
        return Result(self._verdicts[job.strategy == "random"], "", job.kata, job.target, test=job.clause)


@pytest.mark.parametrize(
    ("at_random", "stays"), [(Verdict.WRONG, True), (Verdict.PASS, True), (Verdict.DEADLOCK, False)]
)
def test_a_program_that_fails_in_two_ways_is_no_question(tmp_path, at_random, stays):
    wrong = next(one for one in candidates(judged()) if one.kind is QuestionKind.VERDICT and one.passes is False)
    question = answered(_TwoAnswers(Verdict.WRONG, at_random), wrong, tmp_path)
    assert (question is not None) is stays
    assert question is None or question.verdict is Verdict.WRONG


# -- every answer is the explorer's ----------------------------------------------------------------------


def asked(every: list[Question]) -> list[object]:
    return [pytest.param(one, id=f"{one.program}-{one.kind}") for one in every]


def ask_again(question: Question, folder: Path) -> None:
    first, other = of(question)
    with WorkerPool() as pool:
        result = explored(pool, first, question.clause, folder)
        assert result.verdict is question.verdict
        assert result.passed == (question.verdict is Verdict.PASS)
        if result.passed:
            assert result.exhaustive, "a pass is a proof"
            assert question.lines == ()
        elif question.kind is QuestionKind.VERDICT:
            others = other_searches(pool, first, question.clause, folder, result.verdict)
            assert {one.verdict for one in others} <= {result.verdict, Verdict.PASS}, "the answer is the only true one"
        lines = list(marked(result)) if question.kind is QuestionKind.VERDICT else []
        assert set(lines) <= set(question.lines)
        assert lines[:1] == list(question.lines[:1])
        if question.kind is QuestionKind.PAIR:
            assert explored(pool, other, question.clause, folder).passed


@pytest.mark.parametrize("question", asked(BANK[::SAMPLE]))
def test_an_answer_is_what_the_explorer_says(question, tmp_path):
    ask_again(question, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("question", asked(BANK))
def test_each_answer_is_what_the_explorer_says(question, tmp_path):
    ask_again(question, tmp_path)
