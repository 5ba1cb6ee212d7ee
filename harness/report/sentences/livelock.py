"""The sentences for a livelock, and for a program that is written to run forever."""

from __future__ import annotations

from ...facts import Livelock, RunsForever
from ..text.phrases import at, listed
from .wording import Wording


def livelock(facts: Livelock) -> Wording:
    """Return the words for threads that run without progress."""
    loops, first = facts.loops, facts.loops[0]
    if len(loops) == 1:
        message = f"{first.thread} runs forever and never makes progress{at(first.place)}."
    else:
        names, none = listed([loop.thread for loop in loops]), "neither" if len(loops) == 2 else "none"
        message = f"{names} keep running, but {none} of them makes progress{at(first.place)}."
    return Wording(message, tuple(f"{loop.thread} is still running{at(loop.place)}" for loop in loops))


def runs_forever(facts: RunsForever) -> Wording:
    """Return the words for a program that is written to run forever."""
    names = listed([loop.thread for loop in facts.loops])
    loops = "is in a loop" if len(facts.loops) == 1 else "are in loops"
    return Wording(
        f"The program runs forever by design: no thread ends within {facts.steps:,} steps, and {names} {loops} without"
        f" an exit{at(facts.loops[0].place)}. Let the loops end, or make their threads daemons.",
        tuple(f"{loop.thread} is still running{at(loop.place)}" for loop in facts.loops),
    )
