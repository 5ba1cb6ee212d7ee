"""From any failing schedule to one with few switches that fails the same way.

First drop deviations from the plainest schedule, many at a time, then one by one (Choi and Zeller,
"Isolating failure-inducing thread schedules", ISSTA 2002). Then work on context-switch segments:
drop one, let one run until its thread waits, or merge one with its thread's next. Whatever fails
the same way with fewer preemptions, then fewer deviations, then fewer steps is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from harness.search.replay import Following, Segments, Spot, Spots

Segment = tuple[int, int]
Cost = tuple[int, int, int]
"""Preemptions, deviations, steps."""
Try = Callable[[Following], "tuple[Cost, Following, list[int]] | None"]
"""Runs a schedule; if it fails the same way and costs less than any before, its cost, the chooser
that followed it, and its choices."""

MOST_TRIES = 600
FOREVER = 1_000_000


def shrink(found: Following, choices: list[int], attempt: Try) -> None:
    """Call ``attempt`` with ever simpler schedules; it keeps the best.

    Args:
        found: followed the failing schedule.
        choices: the thread chosen at each of its choices.
        attempt: runs a candidate.
    """
    tries = 0
    progress = True
    while progress:
        progress = False
        for candidate in _simpler(found.spots, segments(choices)):
            tries += 1
            if tries > MOST_TRIES:
                return
            result = attempt(candidate)
            if result is not None:
                _, found, choices = result
                progress = True
                break


def segments(choices: list[int]) -> list[Segment]:
    """Runs of the same thread."""
    return [(number, len(list(run))) for number, run in groupby(choices)]


def _simpler(spots: list[tuple[Spot, int]], parts: list[Segment]) -> Iterator[Following]:
    yield Spots([])
    numbers = sorted({number for number, _ in parts})
    if len(spots) > 1:  # most failures need one preemption at one of the spots found
        for spot, _ in spots:
            for other in numbers:
                for youngest in (False, True):
                    yield Spots([(spot, other)], youngest)
    size = len(spots)
    while size:  # big bites first: most of a random schedule has nothing to do with its failure
        for start in range(0, len(spots), size):
            yield Spots(spots[:start] + spots[start + size :])
        size //= 2
    for index, (spot, number) in enumerate(spots):  # another thread at the same spot may need fewer switches later
        for other in numbers:
            for youngest in (False, True):
                if other != number or youngest:
                    yield Spots([*spots[:index], (spot, other)], youngest)
                    yield Spots([*spots[:index], (spot, other), *spots[index + 2 :]], youngest)
    for index, (number, _) in enumerate(parts):
        yield Segments(parts[:index] + parts[index + 1 :])
        yield Segments([*parts[:index], (number, FOREVER), *parts[index + 1 :]])
        following = next((later for later in range(index + 1, len(parts)) if parts[later][0] == number), None)
        if following is not None and following > index + 1:
            joined = (number, parts[index][1] + parts[following][1])
            yield Segments([*parts[:index], joined, *parts[index + 1 : following], *parts[following + 1 :]])
