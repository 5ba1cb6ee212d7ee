"""What a search need not try again: points from which no order of the calls goes on to the end.

A dead end is kept with why it is one. What a model does with values that it does not look at (see
`opaque_values.py`) does not depend on them. So with other values in their places the same calls would have led
through the same states, but for those calls that did not fit because of such a value. Only values that were in the
way like this belong to the reason. This is learning from dead ends (Dechter, "Enhancement schemes for constraint
processing", Artificial Intelligence 1990), as solvers of constraints do it.
"""

from __future__ import annotations

from harness.checks.linearizability.model_states import States, bits

Point = tuple[int, int]
"""How far an order has come: the calls in it, as bits, and the number of the state that they leave."""


class DeadEnds:
    """Points from which no order goes on to the end, and all that are like them in what matters."""

    def __init__(self, states: States) -> None:
        self._held = states.held
        self._known: dict[tuple[int, int], dict[tuple[int, ...], set[tuple[int, ...]]]] = {}

    def add(self, point: Point, why: int) -> int:
        """Keep a point, with the values that were in the way, as bits; returns those that its state holds."""
        shape, held = self._held[point[1]]
        places = tuple(place for place, number in enumerate(held) if why >> number & 1)
        values = tuple(held[place] for place in places)
        self._known.setdefault((point[0], shape), {}).setdefault(places, set()).add(values)
        return bits(values)

    def why(self, point: Point) -> int | None:
        """The values in the state that suffice for a dead end, as bits; None if none is known here."""
        shape, held = self._held[point[1]]
        for places, known in self._known.get((point[0], shape), {}).items():
            values = tuple(held[place] for place in places)
            if values in known:
                return bits(values)
        return None
