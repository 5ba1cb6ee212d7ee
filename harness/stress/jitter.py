"""Small disturbances: which thread rests a moment before which of its points.

Threads left alone meet so rarely that repetition finds nothing, and threads shaken at every point
all run late alike. What finds bugs is a few delays at the right places (the idea of PCT: Burckhardt,
Kothari, Musuvathi, Nagarakatte, "A randomized scheduler with probabilistic guarantees of finding
bugs", ASPLOS 2010): most bugs need one thread to stop between two of its steps while others pass.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from harness.stress.seeds import chance
from harness.stress.thread import NEVER, RealThread, WakeUpEvent

CALM = 2
"""So many runs come first without any disturbance."""
SHORTEST, LONGEST = 50e-6, 3e-3
"""Seconds that a delay may take."""
GATE = 1.5e-3
"""Seconds after which a thread held at its start goes on whatever happens."""
YIELDS = 100
"""So often a thread lets others go first in one run; each time costs up to a tenth of a millisecond."""
GUESS = 16
"""Points a thread is taken to have before one with its number has been seen to end."""
SWITCHES = (1e-6, 1e-5, 1e-4, 1e-3, 5e-3)
"""Switch intervals of the interpreter, in seconds."""


@dataclass
class JitterPlan:
    """What one thread does at its points.

    Attributes:
        rng: its own.
        delays: (point number, seconds), the first one last.
        gap: points between two times at which it lets others go first; 0 for never.
        gate: it waits for the main thread before its first point.
        yields: so often it may yet let others go first.
    """

    rng: Random
    delays: list[tuple[int, float]] = field(default_factory=list)
    gap: int = 0
    gate: bool = False
    yields: int = YIELDS

    def after(self, points: int) -> int:
        """Number of the next point at which something is to be done."""
        following = self.delays[-1][0] if self.delays else NEVER
        if self.gap and self.yields:
            self.yields -= 1
            following = min(following, points + self.rng.randint(1, 2 * self.gap))
        return following


class Jitter:
    """Disturbs run after run, each differently, always the same for the same seed.

    Args:
        seed: of everything left to chance.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.seen: dict[int, int] = {}
        """By thread number: the most points that a run has shown."""
        self._threads: list[RealThread] = []
        self._held: list[WakeUpEvent] = []
        self._open = False
        self._choose(0)

    def _choose(self, run: int) -> None:
        """The proportions of this run."""
        self.run = run
        self.calm = run <= CALM
        rng = chance(self.seed, run, "jitter")
        self.interval = None if self.calm or rng.random() < 0.2 else rng.choice(SWITCHES)
        self.most = rng.choice((1, 1, 2, 3))
        self.share = rng.choice((0.4, 0.7, 1.0))
        self.gap = rng.choice((0, 0, 0, 3, 10))
        self.gates = rng.random() < 0.5

    @contextmanager
    def around(self, run: int) -> Iterator[None]:
        """Disturb one run, and leave the interpreter as it was.

        Args:
            run: its number, from 1.
        """
        self._choose(run)
        self._threads.clear()
        self._held.clear()
        before = sys.getswitchinterval()
        try:
            if self.interval is not None:
                sys.setswitchinterval(self.interval)
            yield
        finally:
            sys.setswitchinterval(before)

    def started(self, starter: RealThread | None, thread: RealThread) -> None:
        """Plan for a thread that is about to start."""
        if self.calm:
            return
        self._threads.append(thread)
        rng = chance(self.seed, self.run, f"jitter/{thread.number}")
        plan = thread.plan = JitterPlan(rng, gap=self.gap)
        if rng.random() < self.share:
            horizon = max(2, self.seen.get(thread.number, GUESS))
            points = sorted((rng.randint(1, horizon) for _ in range(rng.randint(1, self.most))), reverse=True)
            plan.delays = [(point, SHORTEST * (LONGEST / SHORTEST) ** rng.random()) for point in points]
        plan.gate = self.gates and starter is not None and starter.number == 0
        self._open = self._open and not plan.gate
        thread.stop = 1 if plan.gate else plan.after(0)

    def pause(self, thread: RealThread) -> None:
        """``thread``, the calling one, stands before a point at which something is to be done."""
        plan: JitterPlan | None = thread.plan
        if plan is None:
            thread.stop = NEVER
            return
        if plan.gate:
            plan.gate = False
            self._wait_for_main()
        seconds = 0.0
        while plan.delays and plan.delays[-1][0] <= thread.points:
            seconds = plan.delays.pop()[1]
        thread.stop = max(thread.points + 1, plan.after(thread.points))
        if any(not other.over and other is not thread for other in self._threads):  # else whom could it let go first?
            time.sleep(seconds)

    def _wait_for_main(self) -> None:
        """Hold a new thread until the main one waits, so that those started together run together.

        A gate that opens by itself after a moment is a delay like any other: it can forbid nothing.
        """
        if not self._open:
            bell = WakeUpEvent()
            self._held.append(bell)
            bell.wait(GATE)

    def parks(self, thread: RealThread) -> None:
        """``thread`` is about to wait; the main one lets those go that were held for it."""
        if thread.number == 0:
            self._open = True
            while self._held:
                self._held.pop().ring()

    def learn(self, threads: list[RealThread]) -> None:
        """Remember how long the threads of a run were."""
        for thread in threads:
            self.seen[thread.number] = max(self.seen.get(thread.number, 0), thread.points)
