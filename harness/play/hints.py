"""The hints of a game, from the failure with the fewest preemptions: which thread to hold, and the next move."""

from __future__ import annotations

from dataclasses import dataclass

from ..answers.game import Position
from ..trace import Choice, Event, Trace


@dataclass(frozen=True, slots=True)
class HeldThread:
    """The first preemption of the shortest failure.

    Attributes:
        last: the last step of the thread before it is held; None if it has made none.
        first: the first step of the thread that runs instead.
    """

    last: Event | None
    first: Event


@dataclass(frozen=True, slots=True)
class NextMove:
    """The way from a position to the shortest failure.

    Attributes:
        choice: the next choice; None if the schedule goes on by itself.
        undo: moves to take back first.
        turns: from here on the threads take turns, and never come to an end.
    """

    choice: Choice | None
    undo: int = 0
    turns: bool = False


def held_thread(trace: Trace) -> HeldThread | None:
    """Return the first preemption of a failure; None if it needs none."""
    for index, event in enumerate(trace.events):
        if event.preemption:
            return HeldThread(trace.events[index - 1] if index else None, event)
    return None


def next_move(trace: Trace, position: Position) -> NextMove:
    """Return what to do at a position so that the execution fails as the shortest failure does."""
    wanted, made = trace.choices, position.choices
    same = next(
        (at for at, (one, other) in enumerate(zip(wanted, made, strict=False)) if one != other),
        min(len(wanted), len(made)),
    )
    over = same == len(wanted)
    return NextMove(None if over else wanted[same], len(made) - same, over and trace.ending == "endless")
