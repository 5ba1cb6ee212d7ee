"""The screens of ``kata quiz``: a question, an answer, what the verdicts mean. One question, one key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from rich.cells import cell_len, set_cell_size

from ...result import Result
from ...verdict import Verdict
from ..text.line import packed
from ..text.phrases import clause_title, counted
from .failure import Commands, failure, text

GAP = 3
BOLD, DIM, GREEN, RED, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[32;1m", "\x1b[31;1m", "\x1b[0m"
ANSWER_KEYS = ("p program", "any other key next question", "q quit")
LOWEST = 12
"""Lines of the lowest screen for which a report is cut."""


@dataclass(frozen=True)
class QuizLine:
    """One line of a program on the screen.

    Attributes:
        mark: what is written before it: the key of a choice, ``A`` or ``B``, or "".
        number: its number; "" for none.
        text: the line.
    """

    mark: str
    number: str
    text: str


@dataclass(frozen=True)
class QuizCard:
    """A question as it is shown.

    Attributes:
        title: the concept, the number of the question, and how many were right so far.
        question: a sentence.
        program: the lines of the program.
        choices: the words of each choice.
        keys: the other keys that do something, with what they do.
    """

    title: str
    question: str
    program: tuple[QuizLine, ...]
    choices: tuple[str, ...]
    keys: tuple[str, ...]


# -- sentences -------------------------------------------------------------------------------------------


def title_of(concept: str, kata: str, number: int, right: int, answered: int) -> str:
    """Return the title of a question."""
    about = f"{concept}, {kata}" if kata else concept
    so_far = f"{right} of {answered} right" if answered else "predict, then see"
    return f"{about} · question {number} · {so_far}"


def verdict_question(kata: str, clause: str) -> str:
    """Return the question for the verdict: on a clause of a kata, or on the function ``main`` of a program."""
    if not clause:
        return "Does every schedule of main() pass?"
    return f"Does every schedule pass this clause of {kata}: {clause_title(clause)}?"


def line_question(verdict: Verdict) -> str:
    """Return the question for the line, after the right verdict."""
    return f"Right, the verdict is {said(verdict)}. Which line does the report point at?"


def pair_question(kata: str) -> str:
    """Return the question for the right one of two programs."""
    return f"Two versions of {kata} differ in the lines A and B. Which one is right?"


def said(verdict: Verdict | str) -> str:
    """Return a verdict as a choice."""
    return "every schedule passes" if verdict == Verdict.PASS else str(verdict).replace("_", " ")


def outcome(right: bool, answer: str) -> str:
    """Return the first words of an answer."""
    return f"Right: {answer}." if right else f"No. The answer is: {answer}."


def end_of_quiz(right: int, answered: int, known: int, total: int, kept: bool) -> str:
    """Return the words at the end of a session.

    Args:
        right: the number of right answers of this session.
        answered: the number of all answers of this session.
        known: the number of questions that were right the last time, of all sessions.
        total: the number of questions.
        kept: the answers are stored.
    """
    if not kept:
        left = "nothing is kept outside a workspace: kata init DIR makes one"
        return f"{right} of {answered} right; {left}" if answered else left
    stored = f"you know {known} of {counted(total, 'question')}"
    return f"{right} of {answered} right; {stored}" if answered else stored


# -- screens ---------------------------------------------------------------------------------------------


def question_lines(card: QuizCard, width: int, height: int | None, color: bool, first: int = 0) -> list[str]:
    """Return the screen of a question.

    Args:
        card: the question.
        width: columns that may be used.
        height: lines of the screen; None for as many as it takes.
        color: use escape sequences.
        first: the first line of the program to show, where not all of them fit.
    """
    head = [*_styled(wrap(card.title, width)[:1], BOLD, color), *wrap(card.question, width)]
    below = [*packed([f"{n} {one}" for n, one in enumerate(card.choices, 1)], width, GAP)]
    below += _styled(packed(card.keys, width, GAP), DIM, color)
    program = [row for line in card.program for row in _program_rows(line, width, color)]
    if height is None or len(head) + len(program) + len(below) + 2 <= height:
        return [*head, "", *program, "", *below]
    room = max(height - len(head) - len(below), 1)
    if len(program) <= room:
        return [*head, *program, *below][:height]
    return [*head, *_window(program, room, first, width), *below][:height]


def answer_lines(
    right: bool, answer: str, idea: str, result: Result | None, width: int, height: int | None, color: bool
) -> list[str]:
    """Return the screen of an answer: right or not, what was wrong, and the schedule or the proof.

    Args:
        right: the learner's answer was right.
        answer: the right answer.
        idea: the sentence that says what is wrong; "" if there is none.
        result: the explorer's; None while it is at work.
        width: columns that may be used.
        height: lines of the screen; None for as many as it takes.
        color: use escape sequences.
    """
    head = _styled(wrap(outcome(right, answer), width), GREEN if right else RED, color)
    if idea:
        head += wrap(f"What is wrong: {idea}", width)
    keys = _styled(packed(ANSWER_KEYS, width, GAP), DIM, color) if height is not None else []
    room = height - len(head) - len(keys) - 2 if height is not None else None
    if result is None:
        body = ["The explorer is still at work ..."]
    elif result.passed:
        body = wrap(f"The explorer: {result.message}", width)
    else:
        # the file is gone when the quiz ends, so there is nothing to replay
        commands = Commands(replay="", again="")
        shown = failure(result, width=width, commands=commands, height=max(room, LOWEST) if room is not None else None)
        body = text(shown, width=width, color=color).splitlines()
    lines = [*head, "", *body]
    if height is None:
        return lines
    gap = [""] if len(lines) + len(keys) < height else []
    return [*lines[: height - len(keys)], *gap, *keys]


def text_lines(
    title: str, body: Sequence[str], width: int, height: int | None, color: bool, first: int = 0
) -> list[str]:
    """Return a screen with a text, such as a clause or the meanings of the verdicts; ``first`` as in a question."""
    rows = [row for line in body for row in _code_rows(line, width)]
    return _text_screen(title, rows, "question", width, height, color, first)


def program_lines(card: QuizCard, width: int, height: int | None, color: bool, first: int = 0) -> list[str]:
    """Return a screen with the program of a question, as it is shown again after the answer."""
    rows = [row for line in card.program for row in _program_rows(line, width, color)]
    return _text_screen(card.question, rows, "answer", width, height, color, first)


def _text_screen(
    title: str, rows: Sequence[str], back: str, width: int, height: int | None, color: bool, first: int
) -> list[str]:
    head = [*_styled(wrap(title, width), BOLD, color), ""]
    if height is None:
        return [*head, *rows]
    below = _styled(packed((f"space back to the {back}", "q quit"), width, GAP), DIM, color)
    room = max(height - len(head) - len(below), 1)
    return [*head, *(rows if len(rows) <= room else _window(rows, room, first, width)), *below][:height]


def _window(rows: Sequence[str], room: int, first: int, width: int) -> list[str]:
    """Return the rows from ``first`` that fit into ``room`` lines, with a line that says how to see the others."""
    first = max(min(first, len(rows) - room + 1), 0)
    rest = len(rows) - first - room + 1
    more = f"… {counted(rest, 'more line')}: j and k move" if rest else "… k moves back"
    return [*rows[first : first + room - 1], more[:width]]


def meaning_lines(meanings: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Return the meanings of verdicts, wrapped."""
    return [line for verdict, says in meanings for line in wrap(f"{said(verdict)}: {says}", width)]


def _program_rows(line: QuizLine, width: int, color: bool) -> list[str]:
    """Return a line of a program as rows of the screen: a long one continues on the next row, uncut."""
    mark, bar = (f"{line.mark:>2} " if line.mark else "   "), (" │ " if line.number else "")
    begin = f"{_styled([mark], BOLD, color)[0] if line.mark else mark}{line.number:>2}{bar}"
    first, *rest = _code_rows(line.text, max(width - len(mark) - 2 - len(bar), 1))
    return [begin + first, *(f"{' ' * (len(mark) + 2)}{bar}{row}" for row in rest)]


def _code_rows(line: str, width: int) -> list[str]:
    """Return a line of code in rows, broken between words, the second and later ones indented further."""
    indent = min(len(line) - len(line.lstrip()) + 4, max(width // 2, 1))
    rows = wrap(line, width, subsequent_indent=" " * indent, break_on_hyphens=False)
    return [_cut(row, width) for row in rows] or [""]


def _styled(lines: Sequence[str], style: str, color: bool) -> list[str]:
    return [f"{style}{line}{PLAIN}" for line in lines] if color else list(lines)


def _cut(line: str, width: int) -> str:
    return line if cell_len(line) <= width else set_cell_size(line, max(width - 1, 0)) + "…"
