"""The dead ends of a search: points from which no order of the calls leads to the end, so that none is tried twice.

A dead end is stored with its reason. The behaviour of a model does not depend on values that it does not inspect (see
`opaque_values.py`). So with other values in their places, the same calls would lead through the same states, except
for the calls that did not fit because of such a value. Only values that caused a misfit belong to the reason. This is
learning from dead ends (Dechter, "Enhancement schemes for constraint processing", Artificial Intelligence 1990), as
constraint solvers do it.
"""

from __future__ import annotations

from .model_states import States, bits

Point = tuple[int, int]
"""The progress of an order: the calls in it, as bits, and the number of the state after them."""


class DeadEnds:
    """Points from which no order leads to the end, and all points that differ from them only in irrelevant values."""

    def __init__(self, states: States) -> None:
        self._held = states.held
        self._known: dict[tuple[int, int], dict[tuple[int, ...], set[tuple[int, ...]]]] = {}

    def add(self, point: Point, why: int) -> int:
        """Store a point, with the values that caused misfits, as bits; return those that its state holds."""
        shape, held = self._held[point[1]]
        places = tuple(place for place, number in enumerate(held) if why >> number & 1)
        values = tuple(held[place] for place in places)
        self._known.setdefault((point[0], shape), {}).setdefault(places, set()).add(values)
        return bits(values)

    def why(self, point: Point) -> int | None:
        """Return the values in the state that suffice for a dead end, as bits; None if no dead end is known here."""
        shape, held = self._held[point[1]]
        for places, known in self._known.get((point[0], shape), {}).items():
            values = tuple(held[place] for place in places)
            if values in known:
                return bits(values)
        return None
