"""The parts of a quiz session put into the words and lines of a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..course.content.verdict_texts import meanings
from ..course.quiz.asking import PartKind, listing
from ..course.quiz.contract_source import clause_and_helpers
from ..course.quiz.pair import BOTH
from ..course.quiz.session import AskedQuestion, QuizSession, QuizView
from ..report.terminal.quiz import (
    QuizCard,
    QuizLine,
    answer_lines,
    line_question,
    meaning_lines,
    pair_question,
    program_lines,
    question_lines,
    said,
    text_lines,
    title_of,
    verdict_question,
)
from ..report.text.phrases import clause_title

if TYPE_CHECKING:
    from ..course.content.concepts import Concept
    from ..result import Result


def screen_lines(
    session: QuizSession,
    pages: dict[str, Concept],
    result: Result | None,
    width: int,
    height: int | None,
    color: bool,
    first: int = 0,
) -> list[str]:
    """Return the screen of a session.

    Args:
        session: the session, which has not ended.
        pages: the concepts, by name.
        result: the explorer's answer; None while it is at work.
        width: columns that may be used.
        height: lines of the screen; None for as many as it takes.
        color: use escape sequences.
        first: the first line of the program or the text to show, where not all of them fit.
    """
    asked = session.asked
    assert asked is not None, "the session has ended"
    if session.view is QuizView.ANSWER:
        answer = _answer(session)
        return answer_lines(session.was_right, answer, asked.program.idea, result, width, height, color)
    if session.view is QuizView.CLAUSE:
        return text_lines(*_clause(asked), width, height, color, first)
    if session.view is QuizView.VERDICTS:
        return text_lines("The verdicts", meaning_lines(_offered(session), width), width, height, color, first)
    if session.view is QuizView.PROGRAM:
        return program_lines(card_of(session, pages), width, height, color, first)
    return question_lines(card_of(session, pages), width, height, color, first)


def card_of(session: QuizSession, pages: dict[str, Concept]) -> QuizCard:
    """Return the question of a session as it is shown."""
    asked, part = session.asked, session.now
    assert asked is not None, "the session has ended"
    question, kata = asked.question, asked.program.kata
    page = pages.get(question.concept)
    title = title_of(
        page.title if page is not None else question.concept,
        kata.name if kata is not None else "",
        session.number,
        session.right,
        session.answered,
    )
    name = kata.name if kata is not None else ""
    keys = ("c clause", "? verdicts", "q quit") if question.clause else ("? verdicts", "q quit")
    if part.kind is PartKind.PAIR:
        lines = tuple(
            QuizLine("" if one.mark == BOTH else one.mark, "", one.text)
            for one in listing(question, asked.program, asked.other)
        )
        choices = tuple(f"{one} is right" for one in part.choices)
        return QuizCard(title, pair_question(name), lines, choices, keys)
    marks = {line: str(n) for n, line in enumerate(part.choices, 1)} if part.kind is PartKind.LINE else {}
    lines = tuple(
        QuizLine(marks.get(str(n), ""), str(n), text) for n, text in enumerate(asked.program.text.splitlines(), 1)
    )
    if part.kind is PartKind.LINE:
        choices = tuple(f"line {one}" for one in part.choices)
        return QuizCard(title, line_question(question.verdict), lines, choices, keys)
    return QuizCard(title, verdict_question(name, question.clause), lines, tuple(map(said, part.choices)), keys)


def _answer(session: QuizSession) -> str:
    """Return the right answer to the part that was answered last, or the one of several that was chosen."""
    part = session.now
    choice = part.choices[session.choice if session.was_right else min(part.right)]
    if part.kind is PartKind.LINE:
        return f"line {choice}"
    return said(choice)


def _offered(session: QuizSession) -> list[tuple[str, str]]:
    """Return the verdicts among which the learner chooses, with their meanings; all of them for a pair or a line."""
    every = {str(one.verdict): one.says for one in meanings().values()}
    if session.now.kind is PartKind.VERDICT:
        every = {choice: every[choice] for choice in session.now.choices if choice in every}
    return list(every.items())


def _clause(asked: AskedQuestion) -> tuple[str, list[str]]:
    """Return the title and the lines of the clause."""
    kata, clause = asked.program.kata, asked.question.clause
    if kata is None:
        return "The program has no clause: main() must not fail", []
    parts = clause_and_helpers(kata.contract, clause)
    return f"The clause: {clause_title(clause)}", "\n\n".join(parts).splitlines()
