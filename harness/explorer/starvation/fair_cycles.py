"""The memoryless scheduler: an adversary whose executions run into cycles, of which the fair ones are collected."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from ...strategies.protocol import Candidate, T

YIELD_PROBABILITIES = (0.05, 0.1, 0.2, 0.4)
"""Probabilities that a position in the program is one where threads yield."""
MOST_RUN = 60
"""Choices after which a thread yields wherever it is."""
LONGEST = 300
"""Choices after which an execution without a cycle is given up."""
MOST_CYCLES = 12
"""Cycles after which an execution ends."""
SETTLED = 5
"""Identical cycles in a row after which no other one is expected."""
RECENT = 4
"""Earlier visits to one state that are compared with the present one."""

Position = tuple[int, ...]
"""Where one thread is in the program."""
Positions = tuple[Position, ...]
"""Where each thread is in the program, by number."""
OpenCalls = dict[int, tuple[int, int]]
"""The open calls: by thread, the number of the call and how often it has been bypassed."""


class MemorylessScheduler:
    """A scheduler whose choice depends only on where the threads are in the program.

    Threads yield at some positions, which are chosen at random once for each scheduler: either to the thread that has
    not run for longest, or to one that is chosen at random once for each state. Since nothing else decides, each
    execution runs into a cycle sooner or later. Only fair cycles are collected: every thread that can run in a cycle
    does run in it.

    Args:
        rng: chooses the positions and threads.
        stop: ends the execution.
        positions: returns where the threads are now.
        open_calls: returns the calls that are open now.

    Attributes:
        found: the fair cycles in which a call stays open while others bypass it. Each is the numbers of the choices
            between which it runs, and the number of the thread that makes the call. Equal positions do not imply equal
            states, so the execution continues after the first one.
    """

    def __init__(
        self,
        rng: Random,
        stop: Callable[[], None],
        positions: Callable[[], Positions],
        open_calls: Callable[[], OpenCalls],
    ) -> None:
        self.rng = rng
        self.stop = stop
        self.found: list[tuple[int, int, int]] = []
        self._positions = positions
        self._open_calls = open_calls
        self._yield_probability = rng.choice(YIELD_PROBABILITIES)
        self._by_turns = rng.random() < 0.5
        """Threads yield to the one that has not run for longest."""
        self._for_each_thread = rng.random() < 0.5
        """Whether a thread yields at a position is decided for each thread, not once for all of them."""
        self._successors: dict[tuple[Positions, Position], int] = {}
        self._yields_at: dict[tuple[int, Position], bool] = {}
        self._last: dict[int, int] = {}
        """The last choice of each thread, by number."""
        self._run_length = 0
        self._step = 0
        self._runnable: list[set[int]] = []
        self._ran: list[int] = []
        self._visits: dict[tuple[int, Positions, Position], list[tuple[int, OpenCalls]]] = {}
        self._period = 0
        """Choices since the last visit to the present state."""
        self._same_period = 0
        """Choices in a row with the same period."""

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the running thread, unless it yields here."""
        positions = self._positions()
        self._find_cycles(current, positions)
        # a cycle of one thread alone ends when the thread must yield
        settled = self._same_period > SETTLED * self._period > 0 and self._run_length < self._period
        if settled or self._step >= LONGEST or len(self.found) >= MOST_CYCLES:
            self.stop()
        self._run_length += 1
        chosen = current
        if chosen is None or self._run_length > MOST_RUN or self._yields(chosen.number, positions):
            chosen = self._successor([thread for thread in runnable if thread is not current] or runnable, positions)
            self._run_length = 0
        self._last[chosen.number] = self._step
        self._runnable.append({thread.number for thread in runnable})
        self._ran.append(chosen.number)
        self._step += 1
        return chosen

    def _successor(self, others: list[T], positions: Positions) -> T:
        if self._by_turns:
            return min(others, key=lambda thread: (self._last.get(thread.number, -1), thread.number))
        key = (positions, tuple(thread.number for thread in others))
        if key not in self._successors:
            self._successors[key] = self.rng.choice(others).number
        return next(thread for thread in others if thread.number == self._successors[key])

    def _yields(self, number: int, positions: Positions) -> bool:
        key = (number if self._for_each_thread else -1, positions[number])
        if key not in self._yields_at:
            self._yields_at[key] = self.rng.random() < self._yield_probability
        return self._yields_at[key]

    def _find_cycles(self, current: Candidate | None, positions: Positions) -> None:
        """Collect each fair cycle that ends here and through which one call has been open and was bypassed."""
        order = tuple(sorted(self._last, key=self._last.__getitem__)) if self._by_turns else ()
        visits = self._visits.setdefault((current.number if current is not None else -1, positions, order), [])
        now = self._open_calls()
        period = self._step - visits[-1][0] if visits else 0
        self._same_period = self._same_period + 1 if period == self._period else 0
        self._period = period
        for step, then in visits:
            for thread, (call, bypasses) in now.items():
                before = then.get(thread)
                if before is not None and before[0] == call and bypasses > before[1] and self._fair(step):
                    self.found.append((step, self._step, thread))
        visits.append((self._step, now))
        del visits[:-RECENT]

    def _fair(self, since: int) -> bool:
        """Return whether every thread that could run since a choice did run."""
        return set().union(*self._runnable[since:]) <= set(self._ran[since:])
