"""The strategy that follows a schedule in a program that has been edited since the schedule was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..anchor import Anchor, NamedOperation
from ..trace import CHOOSE, Choice, Fault
from .protocol import Candidate
from .replay import Follower, Spot

Names = Mapping[str, str]
"""What functions and objects are called now, by what they were called."""


class AnchoredReplay(Follower):
    """Follows the plainest schedule with deviations that are given by their anchors, in order.

    Args:
        deviations: each with the point of the program at which it is made.
        names: new names of functions and objects.
        more: how many threads are started now before those of the deviations.
        shift: by deviation, by how many occurrences of its operation it is made later than its anchor says.

    Attributes:
        made: how many of the deviations have been made.
    """

    def __init__(
        self, deviations: Sequence[tuple[Anchor, Choice]], names: Names, shift: Mapping[int, int], more: int = 0
    ) -> None:
        super().__init__()
        self._deviations = [
            (_moved(anchor, names, shift.get(index, 0), more), _renumbered(choice, more))
            for index, (anchor, choice) in enumerate(deviations)
        ]
        self.made = 0

    def wanted(self, spot: Spot, available: Sequence[Candidate]) -> Choice | None:
        """Return the choice of the next deviation, if this is its point."""
        assert self.here is not None, "only a recorded execution has anchors"
        if self.made == len(self._deviations):
            return None
        anchor, choice = self._deviations[self.made]
        if available[0].operation.kind == CHOOSE:  # the option of this text, which may have another number now
            same = [one.choice for one in available if self.here(one) == anchor]
            self.made += len(same[:1])
            return same[0] if same else None
        if anchor != self.here(available[-1]):
            return None
        if any(one.choice == choice for one in available):
            self.made += 1
        return choice


def _renumbered(choice: Choice, more: int) -> Choice:
    if isinstance(choice, Fault):
        return Fault(_number(choice.thread, more))
    return _number(choice, more)


def _number(thread: int, more: int) -> int:
    return thread + more if thread else thread


def renamed(operation: NamedOperation, names: Names) -> NamedOperation:
    """Return an operation under the new names of its function and its object."""
    function, label = operation.function, operation.label
    return replace(operation, function=names.get(function, function), label=names.get(label, label))


def _moved(anchor: Anchor, names: Names, shift: int, more: int) -> Anchor:
    now = renamed(anchor.operation, names)
    return replace(anchor, thread=_number(anchor.thread, more), operation=now, nth=anchor.nth + shift)
