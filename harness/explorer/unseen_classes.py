"""An estimate of the probability that another random schedule is of an equivalence class not seen before.

The Good-Turing estimator (Good, "The population frequencies of species and the estimation of population
parameters", Biometrika 1953): the number of classes seen exactly once, divided by the number of schedules.
All schedules must come from one sampler.
"""

from __future__ import annotations

from collections import Counter

ENOUGH = 30
"""The fewest schedules from which a probability is estimated."""


class UnseenClasses:
    """Counts of random schedules by equivalence class."""

    def __init__(self) -> None:
        self._classes: Counter[int] = Counter()

    def add(self, fingerprint: int, schedules: int = 1) -> None:
        """Count one or several schedules of a class."""
        self._classes[fingerprint] += schedules

    def counts(self) -> list[tuple[int, int]]:
        """Return each class, by fingerprint, with its number of schedules."""
        return sorted(self._classes.items())

    def chance(self) -> float | None:
        """Return the estimate, from 0 to 1; None after fewer than ``ENOUGH`` schedules."""
        total = self._classes.total()
        if total < ENOUGH:
            return None
        return sum(count == 1 for count in self._classes.values()) / total
