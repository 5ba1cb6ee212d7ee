"""Jitter: decides which thread is delayed before which of its scheduling points.

Undisturbed threads interleave so rarely that repetition finds nothing, and threads that are delayed at every point are
all late to the same degree. A few delays at the right places find bugs (the idea of PCT: Burckhardt, Kothari,
Musuvathi, Nagarakatte, "A randomized scheduler with probabilistic guarantees of finding bugs", ASPLOS 2010), because
most bugs need one thread to stop between two of its steps while others run on.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from .seeds import chance
from .thread import NEVER, RealThread, WakeUpEvent

CALM = 2
"""How many runs come first without any jitter."""
SHORTEST, LONGEST = 50e-6, 3e-3
"""Limits of a delay, in seconds."""
GATE = 1.5e-3
"""Seconds after which a thread that is held at its start continues in any case."""
YIELDS = 100
"""How often a thread yields in one run; each time costs up to a tenth of a millisecond."""
GUESS = 16
"""Assumed number of a thread's points, until a thread with its number has ended."""
SWITCHES = (1e-6, 1e-5, 1e-4, 1e-3, 5e-3)
"""Switch intervals of the interpreter, in seconds."""


@dataclass
class JitterPlan:
    """The jitter of one thread in one run.

    Attributes:
        rng: the thread's own random number generator.
        delays: (point number, seconds), the first one last.
        gap: average number of points between two yields; 0 for never.
        gate: the thread waits for the main one before its first point.
        yields: how many yields are left.
    """

    rng: Random
    delays: list[tuple[int, float]] = field(default_factory=list)
    gap: int = 0
    gate: bool = False
    yields: int = YIELDS

    def after(self, points: int) -> int:
        """Return the number of the next point at which the thread is delayed or yields."""
        following = self.delays[-1][0] if self.delays else NEVER
        if self.gap and self.yields:
            self.yields -= 1
            following = min(following, points + self.rng.randint(1, 2 * self.gap))
        return following


class Jitter:
    """Disturbs each run of a series in another way, which the seed and the run's number decide.

    Args:
        seed: of the series.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.seen: dict[int, int] = {}
        """By thread number: the most points in any run so far."""
        self._threads: list[RealThread] = []
        self._held: list[WakeUpEvent] = []
        self._open = False
        self._choose(0)

    def _choose(self, run: int) -> None:
        """Choose how often and where threads are delayed in one run."""
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
        """Disturb one run, and restore the interpreter's switch interval afterwards.

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

    def before_start(self, starter: RealThread | None, thread: RealThread) -> None:
        """Plan the jitter of a thread that is about to start."""
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
        thread.pause_at = 1 if plan.gate else plan.after(0)

    def at_pause(self, thread: RealThread) -> None:
        """Delay the calling thread, or let it yield, before a point that its plan names."""
        plan: JitterPlan | None = thread.plan
        if plan is None:
            thread.pause_at = NEVER
            return
        if plan.gate:
            plan.gate = False
            self._wait_for_main()
        seconds = 0.0
        while plan.delays and plan.delays[-1][0] <= thread.points:
            seconds = plan.delays.pop()[1]
        thread.pause_at = max(thread.points + 1, plan.after(thread.points))
        if any(not other.returned and other is not thread for other in self._threads):
            time.sleep(seconds)  # 0 lets the others go first

    def _wait_for_main(self) -> None:
        """Hold a new thread until the main one waits, so that threads that are started together run together.

        The gate opens by itself after a moment, so it is a delay like any other and excludes no schedule.
        """
        if not self._open:
            wake_up = WakeUpEvent()
            self._held.append(wake_up)
            wake_up.wait(GATE)

    def before_wait(self, thread: RealThread) -> None:
        """Open the gate for the threads held at their start, if the main thread is about to wait."""
        if thread.number == 0:
            self._open = True
            while self._held:
                self._held.pop().set()

    def learn(self, threads: list[RealThread]) -> None:
        """Remember how many points the threads of a run had."""
        for thread in threads:
            self.seen[thread.number] = max(self.seen.get(thread.number, 0), thread.points)
