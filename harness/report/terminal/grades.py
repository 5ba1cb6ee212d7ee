"""The text of a graded clause for a student: the sentence, and the command that shows the failure again at home."""

from __future__ import annotations

from ...answers.grades import JudgedClause
from ...verdict import Verdict
from ..sentences.grades import clause_sentence
from ..text.line import ELLIPSIS, clean
from .commands import quoted


def home_command(kata: str, clause: JudgedClause) -> str:
    """Return the command that shows a failure again: a replay, or where no schedule is the cause, the whole check.

    Both are for the folder that has the file, under the name of the kata, as when it was judged.
    """
    if clause.replay:
        return f"kata replay {quoted(clean(clause.replay))}"
    name = quoted(clean(kata))
    return f"kata check {name} --against {name}.py"


def clause_text(kata: str, clause: JudgedClause, most: int | None = None) -> str:
    """Return the sentence of a clause, and below that of a failure the command that shows it again.

    Args:
        kata: the kata.
        clause: the clause.
        most: the most characters; None for no limit. Only the sentence is shortened.
    """
    sentence = clause_sentence(clause)
    command = (
        "" if clause.verdict is Verdict.PASS else f"\nIn the folder of {clean(kata)}.py: {home_command(kata, clause)}"
    )
    if most is not None and len(sentence) + len(command) > most:
        sentence = sentence[: max(most - len(command) - 1, 0)] + ELLIPSIS
    return sentence + command
