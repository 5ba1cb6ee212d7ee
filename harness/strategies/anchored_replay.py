"""The strategy that follows a schedule in a program that has been edited since the schedule was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..anchor import Anchor, NamedOperation
from ..trace import Choice
from .protocol import Candidate
from .replay import Follower, Spot

Names = Mapping[str, str]
"""What functions and objects are called now, by what they were called."""


class AnchoredReplay(Follower):
    """Follows the plainest schedule with deviations that are given by their anchors, in order.

    Args:
        deviations: each with the point of the program at which it is made.
        names: new names of functions and objects.
        shift: by deviation, by how many occurrences of its operation it is made later than its anchor says.

    Attributes:
        made: how many of the deviations have been made.
    """

    def __init__(self, deviations: Sequence[tuple[Anchor, Choice]], names: Names, shift: Mapping[int, int]) -> None:
        super().__init__()
        self._deviations = [
            (_moved(anchor, names, shift.get(index, 0)), choice) for index, (anchor, choice) in enumerate(deviations)
        ]
        self.made = 0

    def wanted(self, spot: Spot, available: Sequence[Candidate]) -> Choice | None:
        """Return the choice of the next deviation, if this is its point."""
        assert self.here is not None, "only a recorded execution has anchors"
        if self.made == len(self._deviations):
            return None
        anchor, choice = self._deviations[self.made]
        if anchor != self.here(any(one.decides for one in available)):
            return None
        if any(one.choice == choice for one in available):
            self.made += 1
        return choice


def _moved(anchor: Anchor, names: Names, shift: int) -> Anchor:
    was = anchor.operation
    now = NamedOperation(names.get(was.function, was.function), was.kind, names.get(was.label, was.label))
    return replace(anchor, operation=now, nth=anchor.nth + shift)
