"""The other order of a race: which threads could run first in an execution in which its later event comes first.

Abdulla, Aronis, Jonsson, Sagonas: "Optimal dynamic partial order reduction", POPL 2014: the initials of what does not
happen after the earlier event of a race, followed by the later one, are the threads to try before the earlier one.
"""

from __future__ import annotations

from functools import cached_property

from ..trace import CLOCK, Access
from .happens_before import HappensBefore


class Reversals(HappensBefore):
    """The events of one execution, their races, and what leads to the other order of each."""

    @cached_property
    def _steps(self) -> dict[int, list[int]]:
        """By number: the positions of a step's events."""
        steps: dict[int, list[int]] = {}
        for position, (_, node, _, _) in enumerate(self.events):
            steps.setdefault(node, []).append(position)
        return steps

    def before(self, one: int, other: int) -> bool:
        """True when the event at position ``one`` happens before that at ``other``."""
        return self.clocks[other][self.events[one][0]] >= self.index[one]

    def _not_after(self, first: int, upto: int) -> list[int]:
        """Return the positions between two, of the events that do not happen after the event at the first."""
        thread, index = self.events[first][0], self.index[first]
        return [one for one, clock in enumerate(self.clocks[first + 1 : upto], first + 1) if clock[thread] < index]

    def initials(self, race: tuple[int, int]) -> tuple[set[int], int]:
        """Return the threads that could run first for the later event of a race to come before the earlier one.

        Returns:
            The numbers of those threads, and the number of the later event's own thread.
        """
        (first, last), events, steps = race, self.events, self._steps
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
        events, steps = self.events, self._steps
        seen = set()
        found = set()
        for position in positions:
            node = events[position][1]
            thread = events[steps[node][0]][0]
            if thread in seen:
                continue
            seen.add(thread)
            if not any(self.before(one, part) for part in steps[node] for one in positions if one < steps[node][0]):
                found.add(thread)
        return found

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
        (first, last), events, steps = race, self.events, self._steps
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
