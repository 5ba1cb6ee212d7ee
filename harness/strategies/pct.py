"""Probabilistic concurrency testing: random priorities, and a few choices at which they change.

Burckhardt, Kothari, Musuvathi, Nagarakatte: "A randomized scheduler with probabilistic guarantees of finding bugs",
ASPLOS 2010. A bug of depth d is hit with probability at least 1/(n·k^(d-1)), where n is the number of threads and k
the number of choices; k counts real choices only.
"""

from __future__ import annotations

from random import Random

from ..trace import Choice
from .protocol import Profile, T

EARLY = 0.25
"""How often candidates that could come before their time compete, where there are any."""


class PCT:
    """Chooses the runnable thread of highest priority; at d-1 random choices a priority drops to the lowest.

    Args:
        depth: number of ordering constraints a bug may need, at least 1.
    """

    def __init__(self, depth: int) -> None:
        if depth < 1:
            raise ValueError("depth must be at least 1")
        self.name = f"pct-{depth}"
        self.depth = depth

    def begin(self, rng: Random, profile: Profile) -> None:
        """Draw the change points; priorities are drawn as threads appear."""
        self.rng = rng
        self.priority: dict[Choice, float] = {}
        self.step = 0
        longest = max(profile.choices, 1)
        self.changes = {1 + int(rng.random() * longest): -1.0 - order for order in range(self.depth - 1)}

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the thread of highest priority, after a change if one falls on this choice."""
        self.step += 1
        if self.step in self.changes:
            mover = current if current is not None else self._highest(runnable)
            self.priority[mover.choice] = self.changes[self.step]
        return self._highest(runnable + extras if extras and self.rng.random() < EARLY else runnable)

    def _highest(self, threads: list[T]) -> T:
        priority = self.priority
        best, most = threads[0], -1e9
        for thread in threads:
            value = priority.get(thread.choice)
            if value is None:
                value = priority[thread.choice] = self.rng.random()
            if value > most:
                best, most = thread, value
        return best
