"""The text of a graded clause for a student: the sentence, and the command that shows the failure again at home."""

from __future__ import annotations

from ...answers.grades import JudgedClause
from ...verdict import Verdict
from ..sentences.grades import clause_sentence
from ..text.line import ELLIPSIS, clean
from .commands import quoted


def home_command(kata: str, clause: JudgedClause) -> str:
    """Return the command that shows a failure again: a replay, or where no schedule is the cause, the whole check."""
    return f"kata replay {quoted(clean(clause.replay))}" if clause.replay else f"kata check {quoted(clean(kata))}"


def clause_text(kata: str, clause: JudgedClause, most: int | None = None) -> str:
    """Return the sentence of a clause, and below that of a failure the command that shows it again.

    Args:
        kata: the kata.
        clause: the clause.
        most: the most characters; None for no limit. Only the sentence is shortened.
    """
    sentence = clause_sentence(clause)
    command = "" if clause.verdict is Verdict.PASS else f"\nReplay: {home_command(kata, clause)}"
    if most is not None and len(sentence) + len(command) > most:
        sentence = sentence[: max(most - len(command) - 1, 0)] + ELLIPSIS
    return sentence + command
