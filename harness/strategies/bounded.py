"""Every schedule with few preemptions, or few delays, before any with more.

Musuvathi, Qadeer: "Iterative context bounding for systematic testing of multithreaded programs",
PLDI 2007; Emmi, Qadeer, Rakamaric: "Delay-bounded scheduling", POPL 2011. As in the first one's
algorithm 1, what a bound cuts off is put aside and taken up under the next bound, so no schedule is
tried twice: one that costs c is what was put aside at its last costly choice, and then only choices
that cost nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from random import Random
from typing import Any

from harness.strategies.depth_first import DepthFirst, Node
from harness.strategies.protocol import Profile

CutOff = tuple[tuple[Node, ...], int, int]
"""A path, how many of its choices are older than it, and what it cost. Kept whole, and taken apart
only when its turn comes: that is one object an execution, not one for each thread at each choice."""


class Bounding(DepthFirst):
    """All schedules in the order of what they cost; ``spent`` when a bound has cut nothing off.

    Attributes:
        bound: what the schedules cost that are tried now.
        complete: all schedules that cost no more have been tried; -1 at first. After a divergence
            it stays as it is.
    """

    def __init__(self) -> None:
        super().__init__()
        self.bound = 0
        self.complete = -1
        self._later: deque[list[CutOff]] = deque()
        self._prefixes = self._put_aside()

    def _cost(self, index: int, free: int) -> int:
        """What it costs to take the thread of this index, where so many cost nothing."""
        raise NotImplementedError

    def _advance(self) -> bool:
        self._cut_off()
        if super()._advance():
            return True
        prefix = next(self._prefixes, None)
        if prefix is None:
            return False
        self._stack, self._fixed = prefix, len(prefix)
        return True

    def _cut_off(self) -> None:
        """Put aside what could be taken at the new choices but costs too much now."""
        new = self._stack[self._fresh :]
        dearest = max((self._cost(len(numbers) - 1, free) for _, numbers, free in new), default=0)
        while len(self._later) < dearest:
            self._later.append([])
        path = (tuple(self._stack), self._fresh, self.bound)
        for more in range(dearest):
            self._later[more].append(path)

    def _put_aside(self) -> Iterator[list[Node]]:
        """Beginnings of schedules, whose last choice brings the cost to the bound; bound after bound."""
        while True:
            if not self.diverged:
                self.complete = self.bound
            if not self._later:
                return
            self.bound += 1
            for path, fresh, cost in self._later.popleft():
                for index in range(fresh, len(path)):
                    _, numbers, free = path[index]
                    for taken in range(free, len(numbers)):
                        if cost + self._cost(taken, free) == self.bound:
                            yield [*path[:index], (taken, numbers, free)]


class PreemptionBounding(Bounding):
    """All schedules with no preemption, then with one, with two, and so on.

    A preemption is to take another thread although the running one could go on. Who follows a
    thread that cannot costs nothing.
    """

    name = "ipb"

    def _offer(self, current: Any, runnable: list[Any], extras: list[Any]) -> tuple[list[Any], int]:
        if current is None:
            threads = [*runnable, *extras]
            return threads, len(threads)
        return [current, *(thread for thread in runnable if thread is not current), *extras], 1

    def _cost(self, index: int, free: int) -> int:
        return int(index >= free)


class DelayBounding(Bounding):
    """All schedules with no delay, then with one, with two, and so on.

    With no delay there is one schedule: run on while possible, else the next in order of creation,
    and after the last the first. A delay passes over the thread whose turn it is. An extra's turn
    is after all who can go on: time moves when nobody else does.
    """

    name = "idb"

    def begin(self, rng: Random, profile: Profile) -> None:
        """Back to the first choice; the main thread has run."""
        super().begin(rng, profile)
        self._last = 0

    def choose(self, current: Any, runnable: list[Any], extras: list[Any]) -> Any:
        """As the path or the round says, which goes on from the thread chosen last."""
        chosen = super().choose(current, runnable, extras)
        self._last = chosen.number
        return chosen

    def _offer(self, current: Any, runnable: list[Any], extras: list[Any]) -> tuple[list[Any], int]:
        first = current.number if current is not None else self._last + 1

        def turn(thread: Any) -> tuple[bool, int]:
            return thread.number < first, thread.number

        return [*sorted(runnable, key=turn), *sorted(extras, key=turn)], 1

    def _cost(self, index: int, free: int) -> int:
        return index
