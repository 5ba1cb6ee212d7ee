"""The sentences of a game: the par, the score, the hints, and why a program cannot be broken."""

from __future__ import annotations

from collections.abc import Sequence

from ...answers.game import Move, MoveKind
from ...result import NoteKind, Result
from ...trace import Event
from ...verdict import Verdict
from ..text.line import clean
from ..text.phrases import at, counted, listed

Named = Sequence[tuple[str, str]]
"""Variables, each with the lock that protects it."""


def par_words(par: Result | None, played: bool) -> str:
    """Return the par in words, for the head of the board.

    Args:
        par: the failure with the fewest preemptions, or a pass; None while it is not known.
        played: the player has reached an end: only then it is told that there is nothing to find.
    """
    if par is None or par.trace is None:
        return "cannot be broken" if played and par is not None and par.exhaustive else "par ?"
    return f"par {par.trace.preemptions}" + ("" if par.trace.fewest or not par.trace.preemptions else " or fewer")


def score_sentence(preemptions: int, par: Result | None, *, chosen: bool = True, raced: bool = False) -> str:
    """Return how well a failure was reached.

    Args:
        preemptions: that the player has used.
        par: the failure with the fewest; None if it is not known.
        chosen: the player has made a choice.
        raced: the failure is a race, and nothing worse.
    """
    if raced and par is not None and par.verdict is not Verdict.RACE:
        return "A race, but no value is wrong yet: par is for a worse failure. u takes moves back, s goes to the start."
    if not chosen and not preemptions:
        return "It fails before there is anything to choose."
    used = "You broke it without a preemption" if not preemptions else f"You broke it with {_preemptions(preemptions)}"
    if par is None or par.trace is None:
        return f"{used}."
    fewest = par.trace.preemptions
    if preemptions > fewest:
        return f"{used}; {fewest or 'no preemption'} will do. u takes moves back, s goes to the start."
    if preemptions < fewest:
        return f"{used}: better than par."
    worse = ", but for races" if any(note.kind is NoteKind.RACE_BESIDE for note in par.notes) else ""
    proved = f" No schedule with fewer fails{worse}: that is proved." if par.trace.fewest and fewest else ""
    return f"{used}: that is par.{proved}"


def passed_sentence(par: Result | None) -> str:
    """Return what to do after an execution in which nothing failed."""
    if par is not None and par.passed:
        return "Nothing fails in this schedule."
    return "Nothing fails in this schedule. u takes the last move back, s goes to the start, h gives a hint."


def unbeatable_sentence(par: Result, guarded: Named) -> str:
    """Return why a program cannot be broken, once the player has tried.

    Args:
        par: the explorer's pass.
        guarded: variables that several threads used in the player's schedule, with the lock they held each time.
    """
    if not par.exhaustive:
        return f"Nobody has broken it yet: {_lowered(par.message)}"
    why = ""
    if guarded:
        named = listed([f"{name} only while it held {lock}" for name, lock in guarded], 3)
        why = f" As long as several threads ran in your schedule, a thread used {named}, so none came in between."
    return f"You cannot win. {par.message}{why}"


def unplayable_sentence(par: Result) -> str:
    """Return the sentence for a failure that no player can reach."""
    word = str(par.verdict).replace("_", " ")
    return f"The explorer calls this {word}, which no single schedule with an end shows: {_lowered(par.message)}"


def first_hint(last: Event | None, first: Event, words: str) -> str:
    """Return which thread the shortest failure holds.

    Args:
        last: the last step of that thread before it is held; None if it has made none.
        first: the first step of the thread that runs instead.
        words: what the held thread does in its last step.
    """
    if last is None or last.thread == first.thread:
        return f"The shortest failure lets {clean(first.thread)} go first."
    return f"The shortest failure holds {clean(last.thread)} back right after it {words}{at(last.place)}."


def free_hint(*, endless: bool) -> str:
    """Return the hint for a failure without preemptions.

    Args:
        endless: the threads run for ever.
    """
    if endless:
        return "In the shortest failure the threads take turns, and never come to an end: t lets them."
    return (
        "The shortest failure preempts nobody: it depends on which thread goes first, and on which one goes on when "
        "another has to wait."
    )


def next_hint(move: Move | None, undo: int, *, turns: bool = False, known: str = "The shortest failure") -> str:
    """Return the next move towards the shortest failure.

    Args:
        move: the move to make here; None if it is made after some moves are taken back.
        undo: the moves to take back first.
        turns: from here on the threads take turns for ever.
        known: names the failure.
    """
    if undo:
        return f"{known} went another way {counted(undo, 'choice')} ago: u takes a move back."
    if turns:
        return "From here the threads take turns for ever: t lets them."
    if move is None:
        return "From here the failure comes by itself: f goes on to the end."
    name = clean(move.thread)
    match move.kind:
        case MoveKind.FAULT:
            return "Now the callback raises."
        case MoveKind.WAKE:
            return f"Now {name} wakes."
        case MoveKind.ENOUGH:
            return "Now no further thread wakes."
        case MoveKind.INPUT:
            return f"Now the input is {name}."
        case MoveKind.TIMEOUT:
            return f"Now the wait of {name} times out."
    return f"Now {name} goes on."


TURNS = "all threads take turns from here on"
NOT_RECORDED = "not recorded"
GOES_ON = "This move is not recorded on this page. In a terminal, the command below goes on with it."


def recorded_sentence(schedules: int, positions: int) -> str:
    """Return how much of a game there is on a page.

    Args:
        schedules: recorded.
        positions: recorded.
    """
    return (
        f"This page holds {counted(positions, 'position')} of {counted(schedules, 'schedule')} around the failure. "
        "In a terminal you can go on from any of them:"
    )


def used_words(preemptions: int) -> str:
    """Return how many preemptions the player has used."""
    return f"{_preemptions(preemptions)} used"


def _preemptions(number: int) -> str:
    return counted(number, "preemption")


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
