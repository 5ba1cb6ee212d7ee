"""Fair schedules that repeat: an adversary without memory, and a schedule with a part that is run again and again."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

YIELDING = (0.05, 0.1, 0.2, 0.4)
"""Chances of a place in the program to be one where threads give way."""
PATIENCE = 60
"""Choices after which a thread gives way wherever it is."""
LONGEST = 300
"""Choices after which an orbit that has not closed is given up."""
ROUNDS = 12
"""Rounds after which an orbit has had its chances."""
SETTLED = 5
"""Rounds in a row, each through the very states of the one before, after which no other is expected."""
RECENT = 4
"""Earlier visits to one state that are compared with the present one."""

Standing = tuple[tuple[int, ...], ...]
"""Where each thread stands in the program, by number."""
Under = dict[int, tuple[int, int]]
"""The calls under way: by thread, the number of the call, and how often it has been passed over."""


class MemorylessScheduler:
    """Threads give way at some places of the program, drawn once: to who has not run for longest, or to one drawn once.

    What it does next depends on where the threads stand (and stood last), and on nothing else, so that sooner or
    later it goes round in a circle. Only a circle in which each who can go on does so is taken for one.

    Args:
        rng: chance; draws the places.
        stop: ends the execution.
        standing: where the threads stand now.
        under: the calls under way now.

    Attributes:
        found: for each time it went round: the choices between which it did, and the thread whose call did not end in
            that round while others passed it over. That threads stand alike does not mean that all else is alike, so
            it goes on after the first.
    """

    def __init__(
        self, rng: Random, stop: Callable[[], None], standing: Callable[[], Standing], under: Callable[[], Under]
    ) -> None:
        self.rng = rng
        self.stop = stop
        self.found: list[tuple[int, int, int]] = []
        self._standing = standing
        self._under = under
        self._yielding = rng.choice(YIELDING)
        self._by_turns = rng.random() < 0.5
        self._apart = rng.random() < 0.5
        """A place is one for each thread, and not one for all that come there."""
        self._drawn: dict[Any, int] = {}
        self._gives_way: dict[tuple[int, tuple[int, ...]], bool] = {}
        self._last: dict[int, int] = {}
        self._going = 0
        self._step = 0
        self._able: list[set[int]] = []
        self._ran: list[int] = []
        self._visits: dict[Any, list[tuple[int, Under]]] = {}
        self._period = 0
        """Choices since the present state was last there."""
        self._alike = 0
        """Choices in a row with the same period: so long has one round been like the other."""

    def choose(self, current: Any, runnable: list[Any], extras: list[Any]) -> Any:
        """The running thread, unless it gives way here."""
        standing = self._standing()
        self._look(current, standing)
        # a round of one thread alone ends when its time is up
        settled = self._alike > SETTLED * self._period > 0 and self._going < self._period
        if settled or self._step >= LONGEST or len(self.found) >= ROUNDS:
            self.stop()
        self._going += 1
        chosen = current
        if current is None or self._going > PATIENCE or self._yields(current.number, standing):
            chosen = self._next([thread for thread in runnable if thread is not current] or runnable, standing)
            self._going = 0
        self._last[chosen.number] = self._step
        self._able.append({thread.number for thread in runnable})
        self._ran.append(chosen.number)
        self._step += 1
        return chosen

    def _next(self, others: list[Any], standing: Standing) -> Any:
        if self._by_turns:
            return min(others, key=lambda thread: (self._last.get(thread.number, -1), thread.number))
        key = (standing, tuple(thread.number for thread in others))
        if key not in self._drawn:
            self._drawn[key] = self.rng.choice(others).number
        return next(thread for thread in others if thread.number == self._drawn[key])

    def _yields(self, number: int, standing: Standing) -> bool:
        place = (number if self._apart else -1, standing[number])
        if place not in self._gives_way:
            self._gives_way[place] = self.rng.random() < self._yielding
        return self._gives_way[place]

    def _look(self, current: Any, standing: Standing) -> None:
        """Whether the threads stand as they stood before, and a call is under way that was under way then."""
        order = tuple(sorted(self._last, key=self._last.__getitem__)) if self._by_turns else ()
        visits = self._visits.setdefault((current.number if current is not None else -1, standing, order), [])
        now = self._under()
        period = self._step - visits[-1][0] if visits else 0
        self._alike = self._alike + 1 if period == self._period else 0
        self._period = period
        for step, then in visits:
            for thread, (call, passed) in now.items():
                before = then.get(thread)
                if before is not None and before[0] == call and passed > before[1] and self._fair(step):
                    self.found.append((step, self._step, thread))
        visits.append((self._step, now))
        del visits[:-RECENT]

    def _fair(self, since: int) -> bool:
        return set().union(*self._able[since:]) <= set(self._ran[since:])
