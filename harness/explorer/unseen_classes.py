"""How likely one more random schedule is to be of a class that none was of before.

Good, "The population frequencies of species and the estimation of population parameters", Biometrika
1953: the classes seen just once, divided by the schedules. All of them must come from one sampler.
"""

from __future__ import annotations

from collections import Counter

ENOUGH = 30
"""Schedules below which nothing is estimated."""


class UnseenClasses:
    """Counts the classes of random schedules."""

    def __init__(self) -> None:
        self._classes: Counter[int] = Counter()

    def add(self, fingerprint: int, schedules: int = 1) -> None:
        """One more schedule of a class, or several."""
        self._classes[fingerprint] += schedules

    def counts(self) -> list[tuple[int, int]]:
        """Each class, and how many schedules were of it."""
        return sorted(self._classes.items())

    def chance(self) -> float | None:
        """The estimate, between 0 and 1; None after too few schedules."""
        total = self._classes.total()
        if total < ENOUGH:
            return None
        return sum(count == 1 for count in self._classes.values()) / total

    def sentence(self) -> str:
        """The estimate as the end of a sentence; "" if there is none."""
        chance = self.chance()
        if chance is None:
            return ""
        about = f"about {chance:.0%}" if chance >= 0.005 else "less than 1%"
        return f"; the next random one would be of a new class with a chance of {about}"
