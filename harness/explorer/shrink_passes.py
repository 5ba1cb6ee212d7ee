"""The shrink passes: from a failing schedule to one with few context switches that fails the same way.

First they drop deviations from the non-preemptive schedule, many at a time, then one by one (Choi and Zeller,
"Isolating failure-inducing thread schedules", ISSTA 2002). Then they change context-switch segments: drop one, let
one run until its thread waits, or merge one with the next of its thread. A candidate that fails the same way is better
with fewer preemptions, then with fewer deviations, then with simpler inputs, then with fewer steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from ..strategies.replay import Follower, Segments, Spot, Spots
from ..trace import Choice, Fault

Segment = tuple[Choice, int]
Cost = tuple[int, int, int, int]
"""Preemptions, deviations, numbers of inputs, steps."""
Try = Callable[[Follower], "tuple[Cost, Follower, list[Choice]] | None"]
"""Runs a candidate. If it fails the same way and costs less than any before, returns its cost, the follower of its
schedule, and its choices; else None."""

MOST_TRIES = 600
FOREVER = 1_000_000
FEW = 6
"""The most deviations of which each is tried alone."""


def shrink(found: Follower, choices: list[Choice], attempt: Try) -> None:
    """Call ``attempt`` with ever simpler schedules, until none of them is better; ``attempt`` keeps the best.

    Args:
        found: the follower of the failing schedule.
        choices: of its schedule.
        attempt: runs a candidate.
    """
    tries = 0
    progress = True
    while progress:
        progress = False
        for candidate in _simpler(found, segments(choices)):
            tries += 1
            if tries > MOST_TRIES:
                return
            result = attempt(candidate)
            if result is not None:
                _, found, choices = result
                progress = True
                break


def segments(choices: list[Choice]) -> list[Segment]:
    """Return the runs of equal choices, each with its length."""
    return [(number, len(list(run))) for number, run in groupby(choices)]


def _order(segment: Segment) -> tuple[bool, int]:
    """Return a key that puts threads in order of starting, and injected faults behind them."""
    choice = segment[0]
    return (True, choice.thread) if isinstance(choice, Fault) else (False, choice)


def _simpler(found: Follower, parts: list[Segment]) -> Iterator[Follower]:
    spots = found.spots
    yield Spots([])
    if spots:  # the first thread runs until it waits, and only then the others
        yield Segments([(0, FOREVER), *parts])
    size = len(spots) // 2
    while size:  # large parts first: most of a random schedule is irrelevant to its failure
        for start in range(0, len(spots), size):
            yield Spots(spots[:start] + spots[start + size :])
        size //= 2
    if found.inputs:
        yield from _simpler_inputs(spots)
    numbers = list(dict.fromkeys(number for number, _ in sorted(parts, key=_order)))
    if len(spots) <= FEW:
        yield from _single(spots, numbers)
    if found.preemptions:
        yield from _exchanged(spots, numbers)
        yield from _rearranged(parts)


def _simpler_inputs(spots: list[tuple[Spot, Choice]]) -> Iterator[Follower]:
    """Yield candidates with an earlier option of one input. At the spot of another choice they cost no less."""
    for index, (spot, number) in enumerate(spots):
        if isinstance(number, int):
            for earlier in range(1, number):
                yield Spots([*spots[:index], (spot, earlier), *spots[index + 1 :]])


def _single(spots: list[tuple[Spot, Choice]], numbers: list[Choice]) -> Iterator[Follower]:
    """Yield candidates with one deviation: most failures need one preemption at one of the spots found."""
    for spot, number in spots:
        for other in [number, *(one for one in numbers if one != number)]:
            for youngest in (False, True):
                if len(spots) > 1 or other != number or youngest:
                    yield Spots([(spot, other)], youngest)


def _exchanged(spots: list[tuple[Spot, Choice]], numbers: list[Choice]) -> Iterator[Follower]:
    """Yield candidates with another thread at one spot, which may need fewer switches later."""
    for index, (spot, number) in enumerate(spots[:FEW] if len(spots) > 1 else []):
        for other in numbers:
            for youngest in (False, True):
                if other != number or youngest:
                    yield Spots([*spots[:index], (spot, other)], youngest)
                    yield Spots([*spots[:index], (spot, other), *spots[index + 2 :]], youngest)


def _rearranged(parts: list[Segment]) -> Iterator[Follower]:
    for index, (number, _) in enumerate(parts):
        yield Segments(parts[:index] + parts[index + 1 :])
        yield Segments([*parts[:index], (number, FOREVER), *parts[index + 1 :]])
        following = next((later for later in range(index + 1, len(parts)) if parts[later][0] == number), None)
        if following is not None and following > index + 1:
            joined = (number, parts[index][1] + parts[following][1])
            yield Segments([*parts[:index], joined, *parts[index + 1 : following], *parts[following + 1 :]])
