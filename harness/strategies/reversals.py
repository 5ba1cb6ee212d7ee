"""The other order of a race: which threads could run first in an execution in which its later event comes first.

Abdulla, Aronis, Jonsson, Sagonas: "Optimal dynamic partial order reduction", POPL 2014: the initials of what does not
happen after the earlier event of a race, followed by the later one, are the threads to try before the earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..trace import CLOCK, Access
from .happens_before import HappensBefore


class Reversals(HappensBefore):
    """The events of one execution, their races, and what leads to the other order of each."""

    __slots__ = ("_by_step",)

    def __init__(self, accesses: Iterable[Access], threads: int, fresh: int = 0) -> None:
        self._by_step: dict[int, list[int]] | None = None
        HappensBefore.__init__(self, accesses, threads, fresh)

    def _steps(self) -> dict[int, list[int]]:
        """Return by number the positions of a step's events."""
        steps = self._by_step
        if steps is None:
            steps = self._by_step = {}
            for position, (_, node, _, _) in enumerate(self.events):
                part = steps.get(node)
                if part is None:
                    steps[node] = [position]
                else:
                    part.append(position)
        return steps

    def before(self, one: int, other: int) -> bool:
        """True when the event at position ``one`` happens before that at ``other``."""
        return self.clocks[other][self.events[one][0]] >= self.index[one]

    def _not_after(self, first: int, upto: int) -> list[int]:
        """Return the positions between two, of the events that do not happen after the event at the first."""
        thread, index, clocks = self.events[first][0], self.index[first], self.clocks
        found = []
        for one in range(first + 1, upto):
            clock = clocks[one]
            if clock[thread] < index:
                found.append(one)
        return found

    def initials(self, race: tuple[int, int]) -> tuple[set[int], int]:
        """Return the threads that could run first for the later event of a race to come before the earlier one.

        Returns:
            The numbers of those threads, and the number of the later event's own thread.
        """
        (first, last), events, steps = race, self.events, self._steps()
        first = steps[events[first][1]][0]
        step = events[last][1] if last >= 0 else None
        own = events[steps[step][0]][0] if step is not None else -1 - last
        own = own if own < self.threads else CLOCK
        rest = self._not_after(first, last if last >= 0 else len(events))
        if step is not None:
            rest = [position for position in rest if events[position][1] != step] + steps[step]
        found = self._firsts(rest)
        if step is None and not rest:  # only the beginning of its step is known
            found.add(own)
        return found, own

    def _firsts(self, positions: list[int]) -> set[int]:
        """Return the threads that could run first so that just the steps of these events happen."""
        events, steps = self.events, self._steps()
        seen = set()
        found = set()
        for position in positions:
            node = events[position][1]
            thread = events[steps[node][0]][0]
            if thread in seen:
                continue
            seen.add(thread)
            if self._is_first(steps[node], positions):
                found.add(thread)
        return found

    def _is_first(self, step: list[int], positions: list[int]) -> bool:
        """True when none of these events before a step happens before a part of it."""
        start = step[0]
        for one in positions:
            if one < start:
                for part in step:
                    if self.before(one, part):
                        return False
        return True

    def beside(self, race: tuple[int, int], own: int) -> tuple[list[Access], set[int]]:
        """Return what could happen before both events of a race, and which threads could begin with it.

        What else the step of the later event does may depend on the race. So in the other order it may conflict with
        what does not depend on it here, and has to be tried after that, too.

        Args:
            race: the positions of the events.
            own: number of the later event's thread.

        Returns:
            The accesses, and the numbers of the threads; none if the later event's thread has another step between.
        """
        (first, last), events, steps = race, self.events, self._steps()
        first = steps[events[first][1]][0]
        if last < 0 or any(
            events[one][0] == own and events[one][1] != events[last][1] for one in range(first + 1, last)
        ):
            return [], set()
        least = steps[events[last][1]][0]
        rest = self._not_after(first, len(events))
        rest = [one for one in rest if one < least or not self.before(least, one)]
        rest = [one for one in rest if events[one][0] != own]
        return [events[one] for one in rest], self._firsts(rest)
