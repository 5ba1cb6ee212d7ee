"""Every schedule with few preemptions, or few delays, before any with more.

Musuvathi, Qadeer: "Iterative context bounding for systematic testing of multithreaded programs", PLDI 2007; Emmi,
Qadeer, Rakamaric: "Delay-bounded scheduling", POPL 2011. As in the first one's algorithm 1, what a bound cuts off is
put aside and taken up under the next bound, so no schedule is tried twice: one that costs c is what was put aside at
its last costly choice, followed by choices that cost nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from random import Random

from .depth_first import DepthFirst, Node
from .protocol import Candidate, Profile, T

CutOff = tuple[tuple[Node, ...], int, int]
"""A path, how many of its choices are older than it, and what it cost. It is stored whole and taken apart only when
its turn comes: that is one object for each execution, not one for each thread at each choice."""


class Bounding(DepthFirst):
    """Tries all schedules in the order of their cost; ``spent`` when a bound has cut nothing off.

    Attributes:
        bound: the cost of the schedules that are tried now.
        complete: all schedules of at most this cost have been tried; -1 at first. After a divergence it does not
            change any more.
    """

    def __init__(self) -> None:
        super().__init__()
        self.bound = 0
        self.complete = -1
        self._later: deque[list[CutOff]] = deque()
        self._prefixes = self._put_aside()

    def _cost(self, index: int, free: int) -> int:
        """Return the cost of taking the candidate of an index, when the first ``free`` cost nothing."""
        return index

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
        dearest = max((self._cost(len(candidates) - 1, free) for _, candidates, free in new), default=0)
        while len(self._later) < dearest:
            self._later.append([])
        path = (tuple(self._stack), self._fresh, self.bound)
        for more in range(dearest):
            self._later[more].append(path)

    def _put_aside(self) -> Iterator[list[Node]]:
        """Yield beginnings of schedules whose last choice brings the cost to the bound, bound after bound."""
        while True:
            if not self.diverged:
                self.complete = self.bound
            if not self._later:
                return
            self.bound += 1
            for path, fresh, cost in self._later.popleft():
                for index in range(fresh, len(path)):
                    _, candidates, free = path[index]
                    for taken in range(free, len(candidates)):
                        if cost + self._cost(taken, free) == self.bound:
                            yield [*path[:index], (taken, candidates, free)]


class PreemptionBounding(Bounding):
    """Tries all schedules with no preemption, then with one, with two, and so on.

    A preemption is a switch to another thread although the running one could continue. A switch away from a thread
    that cannot continue costs nothing.
    """

    name = "ipb"

    def _offer(self, current: T | None, runnable: list[T], extras: list[T]) -> tuple[list[T], int]:
        if current is None:
            threads = [*runnable, *extras]
            return threads, len(threads)
        return [current, *(thread for thread in runnable if thread is not current), *extras], 1

    def _cost(self, index: int, free: int) -> int:
        return int(index >= free)


class DelayBounding(Bounding):
    """Tries all schedules with no delay, then with one, with two, and so on.

    With no delay there is one schedule: run each thread while possible, then the next in order of creation, and after
    the last the first. A delay passes over the thread whose turn it is. The turn of an extra comes after all threads
    that can continue: time moves when no other thread can run.
    """

    name = "idb"

    def begin(self, rng: Random, profile: Profile) -> None:
        """Go back to the first choice, before which only the main thread has run."""
        super().begin(rng, profile)
        self._last = 0

    def choose(self, current: T | None, runnable: list[T], extras: list[T]) -> T:
        """Return the candidate of the path, or the next by turns after the thread chosen last."""
        chosen = super().choose(current, runnable, extras)
        self._last = chosen.number
        return chosen

    def _offer(self, current: T | None, runnable: list[T], extras: list[T]) -> tuple[list[T], int]:
        first = current.number if current is not None else self._last + 1

        def turn(thread: Candidate) -> tuple[bool, int]:
            return thread.number < first, thread.number

        return [*sorted(runnable, key=turn), *sorted(extras, key=turn)], 1
