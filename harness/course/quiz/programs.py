"""The programs of the quiz, by their names: variants of katas and programs of the pages about concepts.

A program is shown and judged without comments, docstrings and blank lines, so that it fits on a screen and its lines
have the same numbers in a question and in its answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..content.catalogue import Kata
from ..content.concept_programs import examples
from ..content.concepts import Concept
from ..content.disguise import bare
from ..content.handed_out import handed_out, handed_out_mend
from ..content.variants import right_variants, wrong_variants

WRONG, RIGHT, MENDED, CONCEPT = "wrong", "right", "mended", "concept"
"""The kinds of programs."""
MAIN = "main"
"""The function of a program on a page."""


@dataclass(frozen=True)
class QuizProgram:
    """One program of the quiz.

    Attributes:
        name: its kind, and kata and variant, or page and program: ``wrong:counter/no_lock_at_all``.
        text: the program.
        kata: its kata; None for a program of a page.
        page: the name of the page about its concept; "" for none.
        idea: the sentence that says what it teaches; "" if there is none.
    """

    name: str
    text: str
    kata: Kata | None
    page: str
    idea: str = ""

    @property
    def file(self) -> str:
        """The name of the file in which it is judged."""
        return f"{self.kata.name if self.kata is not None else self.name.rpartition('/')[2]}.py"


@cache
def programs_of_kata(kata: Kata) -> tuple[QuizProgram, ...]:
    """Return all programs of a kata: wrong solutions, the same after their mends, and right solutions."""
    found = []
    for variant in wrong_variants(kata):
        found.append(_of(WRONG, kata, variant.key, handed_out(kata, variant), variant.idea))
        mended = handed_out_mend(kata, variant)
        if mended is not None:
            found.append(_of(MENDED, kata, variant.key, mended))
    return (*found, *(_of(RIGHT, kata, right.key, handed_out(kata, right)) for right in right_variants(kata)))


def programs_of_page(concept: Concept) -> tuple[QuizProgram, ...]:
    """Return the programs of a page."""
    return tuple(
        QuizProgram(f"{CONCEPT}:{concept.name}/{one.name}", compact(one.program), None, concept.name)
        for one in examples(concept.text)
    )


def program(name: str, katas: dict[str, Kata], pages: dict[str, Concept]) -> QuizProgram | None:
    """Return the program with a name; None if there is none, as in a workspace without its kata."""
    kind, _, where = name.partition(":")
    owner = where.partition("/")[0]
    found: Sequence[QuizProgram] = ()
    if kind == CONCEPT and owner in pages:
        found = programs_of_page(pages[owner])
    elif kind != CONCEPT and owner in katas:
        found = programs_of_kata(katas[owner])
    return next((one for one in found if one.name == name), None)


def compact(text: str) -> str:
    """Return a program without comments, docstrings and blank lines."""
    return "".join(f"{line}\n" for line in bare(text).splitlines() if line)


def _of(kind: str, kata: Kata, key: str, text: str, idea: str = "") -> QuizProgram:
    return QuizProgram(f"{kind}:{key}", compact(text), kata, kata.lesson.page, idea)
