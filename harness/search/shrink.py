"""From any failing schedule to one with few switches that fails the same way.

Greedy on context-switch segments: drop one, let one run until its thread waits, or merge one with
its thread's next; accept what fails the same way with fewer preemptions, then fewer deviations
(after Choi and Zeller, "Isolating failure-inducing thread schedules", ISSTA 2002).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

Segment = tuple[int, int]
Cost = tuple[int, int, int]
Try = Callable[[list[Segment]], "tuple[Cost, list[int]] | None"]
"""Runs a schedule; its cost and its choices if it fails the same way, else None."""

MOST_TRIES = 400
FOREVER = 1_000_000


def shrink(choices: list[int], cost: Cost, attempt: Try) -> list[int]:
    """The choices of the cheapest failing schedule found.

    Args:
        choices: the thread chosen at each choice of a failing schedule.
        cost: its preemptions, deviations and steps.
        attempt: runs a candidate.
    """
    best, tries = choices, 0
    progress = True
    while progress and tries < MOST_TRIES:
        progress = False
        for candidate in _simpler(segments(best)):
            tries += 1
            result = attempt(candidate)
            if result is not None and result[0] < cost:
                (cost, best), progress = result, True
                break
            if tries >= MOST_TRIES:
                break
    return best


def segments(choices: list[int]) -> list[Segment]:
    """Runs of the same thread."""
    return [(number, len(list(run))) for number, run in groupby(choices)]


def _simpler(parts: list[Segment]) -> Iterator[list[Segment]]:
    yield []
    size = len(parts) // 2
    while size > 1:  # big bites first: most of a random schedule has nothing to do with its failure
        for start in range(0, len(parts), size):
            yield parts[:start] + parts[start + size :]
        size //= 2
    for index, (number, _) in enumerate(parts):
        yield parts[:index] + parts[index + 1 :]
        yield [*parts[:index], (number, FOREVER), *parts[index + 1 :]]
        following = next((later for later in range(index + 1, len(parts)) if parts[later][0] == number), None)
        if following is not None and following > index + 1:
            joined = (number, parts[index][1] + parts[following][1])
            yield [*parts[:index], joined, *parts[index + 1 : following], *parts[following + 1 :]]
