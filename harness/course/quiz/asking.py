"""One question as it is asked: its parts, the choices of each, and which choice is right."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from enum import StrEnum

from ...common.syntax_trees import walk
from ...verdict import Verdict
from .pair import PairLine, side_by_side
from .programs import QuizProgram
from .questions import Question, QuestionKind

USUAL = (Verdict.PASS, Verdict.WRONG, Verdict.DEADLOCK, Verdict.STUCK)
"""The verdicts that are choices of every question, unless they are true besides the answer."""
SOMETIMES = (
    Verdict.BUSY_WAIT,
    Verdict.LIVELOCK,
    Verdict.STARVATION,
    Verdict.OVERSERIALIZED,
    Verdict.RACE,
    Verdict.LEAK,
)
"""The verdicts that fill up the choices: the right one, or else any that are not true."""
UNORDERED = frozenset({Verdict.PASS, Verdict.WRONG})
"""The verdicts beside which a race is no choice: a pass may have a note on one, and a wrong value that depends on the
order of accesses is called a race, too, even if each of them is a single step of Python."""
MOST_CHOICES, MOST_LINE_CHOICES = 5, 4


class PartKind(StrEnum):
    """The parts of which a question may consist."""

    VERDICT = "verdict"
    LINE = "line"
    PAIR = "pair"


@dataclass(frozen=True)
class QuizPart:
    """One part of a question, answered with one key.

    Attributes:
        kind: the kind of part.
        choices: the choices: verdicts, numbers of lines, or ``A`` and ``B``.
        right: the indexes of the choices that are right.
    """

    kind: PartKind
    choices: tuple[str, ...]
    right: frozenset[int]


def parts_of(question: Question, program: QuizProgram) -> tuple[QuizPart, ...]:
    """Return the parts of a question; the second one is asked after a right answer to the first."""
    if question.kind is QuestionKind.PAIR:
        return (QuizPart(PartKind.PAIR, ("A", "B"), frozenset({1 if wrong_is_first(question) else 0})),)
    verdicts = verdict_choices(question)
    first = QuizPart(PartKind.VERDICT, verdicts, frozenset({verdicts.index(question.verdict)}))
    lines = line_choices(question, program.text)
    if not lines:
        return (first,)
    right = frozenset(index for index, line in enumerate(lines) if line in question.lines)
    return first, QuizPart(PartKind.LINE, tuple(str(line) for line in lines), right)


def verdict_choices(question: Question) -> tuple[Verdict, ...]:
    """Return the verdicts to choose from: the right one, and none besides it that is true of the program."""
    untrue = [one for one in SOMETIMES if one not in (*question.also, question.verdict)]
    if question.verdict in UNORDERED:
        untrue = [one for one in untrue if one is not Verdict.RACE]
    chosen = [one for one in USUAL if one not in question.also]
    if question.verdict not in chosen:
        chosen.append(question.verdict)
    untrue.sort(key=lambda one: question.chance(1_000_000, f"verdict {one}"))
    return (*chosen, *untrue[: MOST_CHOICES - len(chosen)])


def line_choices(question: Question, text: str) -> tuple[int, ...]:
    """Return the lines to choose from, in order; none if there is no question of lines.

    They are the most important line that the report marks, and others that do something and are not marked. The lines
    of a loop around it are none of those: a thread that loops is at all of them.
    """
    if not question.lines:
        return ()
    looped = lines_of_loop(text, question.lines[0])
    others = [line for line in working_lines(text) if line not in question.lines and line not in looped]
    chosen = sorted(others, key=lambda line: question.chance(1_000_000, f"line {line}"))[: MOST_LINE_CHOICES - 1]
    return tuple(sorted({question.lines[0], *chosen})) if chosen else ()


def working_lines(text: str) -> list[int]:
    """Return the lines on which a statement of a function begins."""
    functions = [one for one in walk(ast.parse(text)) if isinstance(one, ast.FunctionDef)]
    inside = {id(one): one for function in functions for one in walk(function) if one is not function}
    statements = (one for one in inside.values() if isinstance(one, ast.stmt))
    return sorted({one.lineno for one in statements if not isinstance(one, ast.FunctionDef | ast.Pass)})


def lines_of_loop(text: str, line: int) -> range:
    """Return the lines of the outermost loop around a line; none if no loop is around it."""
    loops = (one for one in walk(ast.parse(text)) if isinstance(one, ast.While | ast.For))
    around = [range(one.lineno, (one.end_lineno or one.lineno) + 1) for one in loops]
    return max((lines for lines in around if line in lines), key=len, default=range(0))


def wrong_is_first(question: Question) -> bool:
    """True if the wrong one of a pair is the program A."""
    return question.chance(2, "pair") == 0


def listing(question: Question, program: QuizProgram, other: QuizProgram) -> list[PairLine]:
    """Return the two programs of a pair in one listing."""
    first, second = (program, other) if wrong_is_first(question) else (other, program)
    return side_by_side(first.text, second.text)
