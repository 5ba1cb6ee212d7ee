"""The words of ``kata repair``: what to do with a program that is handed out, and how small a mend is."""

from __future__ import annotations

from textwrap import fill

from ...result import Result
from ..text.phrases import clause_title, counted
from .failure import summary_line

MOST_COLUMNS = 80
Size = tuple[int, int]
"""Lines and tokens of a change."""


def to_mend(path: str, kata: str, command: str, preemptions: int, width: int) -> str:
    """Return what a learner reads when a program is handed out.

    Args:
        path: the program's file in the project.
        kata: the name of its kata.
        command: the command that judges it.
        preemptions: those of the schedule in which it fails.
        width: columns to fill.
    """
    needed = f"{counted(preemptions, 'preemption')} {'are' if preemptions > 1 else 'is'} enough for it to fail"
    how = needed if preemptions else "it fails without a preemption"
    return _paragraphs(
        [
            f"{path} is a wrong solution of {kata}: {how}.",
            f"Find what is wrong, and mend it with the smallest change. The contract is in tests/katas/test_{kata}.py.",
            f"{command} judges it; {command} --hint helps.",
            f"kata play {path} makes you its scheduler.",
        ],
        width,
    )


def was_gone(path: str) -> str:
    """Return the sentence about a repair whose file was deleted or renamed, above the one that hands it out again."""
    return f"{path} was gone. Here it is again, as it was handed out."


def passed_line(result: Result, width: int) -> str:
    """Return the summary of a mend that passes, in lines."""
    return _paragraphs([summary_line(result)], width)


def unmended(path: str, change: Size | None, width: int) -> str:
    """Return what a learner reads below the report of a program that still fails.

    Args:
        path: the program's file in the project.
        change: the size of the learner's change; None if it is not known.
        width: columns to fill.
    """
    if change is None:
        return _paragraphs([f"{path} is not mended yet."], width)
    if not any(change):
        return _paragraphs([f"{path} is as it was handed out."], width)
    return _paragraphs([f"{path} is not mended yet: {_size(change)} changed so far."], width)


def next_step(open_path: str, left: bool) -> str:
    """Return the sentence that says what ``kata repair`` does next.

    Args:
        open_path: the file of another repair that was handed out and is not mended; "" if there is none.
        left: there are repairs that were never handed out.
    """
    if open_path:
        return f"kata repair goes on with {open_path}, which is not mended yet."
    return "kata repair hands out the next one." if left else "All repairs are mended or put aside."


def mended(name: str, idea: str, change: Size, known: Size, follow: str, width: int) -> str:
    """Return what a learner reads about a mend that passes.

    Args:
        name: the name of the repair.
        idea: the sentence that says what was wrong.
        change: the size of the learner's change.
        known: the size of the smallest known mend.
        follow: the sentence that says what comes next.
        width: columns to fill.
    """
    if not any(change):
        return _paragraphs([f"{name} passes as it was handed out: no schedule that was tried fails."], width)
    if change < known:
        compared = f"smaller than the smallest mend known so far, {_size(known)}"
    elif change == known:
        compared = "as small as the smallest known mend"
    else:
        compared = f"the smallest known mend changes {_size(known)}"
    lines = [f"{name} is mended with {_size(change)} changed: {compared}.", f"What was wrong: {idea}"]
    if change[0] > 2 * known[0]:
        lines.append(f"Find a smaller one: kata repair {name} --again puts the program back, and keeps yours.")
    return _paragraphs([*lines, follow], width)


def hint_for(name: str, verdict: str, clause: str, hint: str, place: str, known: Size, width: int) -> str:
    """Return the hint for a repair.

    Args:
        name: the name of the repair.
        verdict: the verdict on it.
        clause: the clause that fails; "" if no clause matters.
        hint: how to mend the wrong solution; "" if nobody has written it down.
        place: the name of the function that the smallest known mend changes; "" if it is not known.
        known: the size of the smallest known mend.
        width: columns to fill.
    """
    said = [f"The verdict on {name} is {verdict}: kata explain {verdict} says what that means."]
    if clause:
        said.append(f"The clause that fails: {clause_title(clause)}.")
    if hint:
        said.append(f"A way to mend it: {hint}")
    where = f", first in {place}()" if place and not hint else ""
    return _paragraphs([*said, f"The smallest known mend changes {_size(known)}{where}."], width)


def all_mended(kata: str | None) -> str:
    """Return the sentence for the end: nothing is left to mend, of one kata or of all."""
    return f"all repairs of {kata} are mended or put aside" if kata else "all repairs are mended or put aside"


def practice_summary(mended: int, repairs: int, known: int, questions: int) -> str:
    """Return the line about repairs and the quiz below the list of katas.

    Args:
        mended: the number of repairs that are mended.
        repairs: the number of all repairs.
        known: the number of questions of the quiz that were answered right the last time.
        questions: the number of all questions.
    """
    return f"kata repair: {mended} of {repairs} mended; kata quiz: {known} of {questions} known"


def _size(change: Size) -> str:
    return f"{counted(change[0], 'line')} ({counted(change[1], 'token')})"


def _paragraphs(texts: list[str], width: int) -> str:
    room = min(width, MOST_COLUMNS)
    return "\n".join(fill(text, room, break_long_words=False, break_on_hyphens=False) for text in texts)
