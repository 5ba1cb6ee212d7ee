"""The strategy that follows the beginning of a known schedule and then leaves the choices to another strategy."""

from __future__ import annotations

from random import Random

from .protocol import Profile, Strategy, T
from .replay import Replay, Switches


class Prefixed:
    """Follows deviations from the plainest schedule up to the last of them, and another strategy from there on.

    Args:
        switches: the deviations.
        then: chooses afterwards.
    """

    name = "prefixed"

    def __init__(self, switches: Switches, then: Strategy) -> None:
        self._replay = Replay(switches)
        self._end = switches[-1][0] if switches else -1
        self._then = then

    def begin(self, rng: Random, profile: Profile) -> None:
        """Begin a schedule of the other strategy."""
        self._then.begin(rng, profile)

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the candidate of the prefix, and after its end that of the other strategy."""
        if self._replay.step <= self._end:
            return self._replay.choose(current, runnable, extras)
        return self._then.choose(current, runnable, extras)
