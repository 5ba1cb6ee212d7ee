"""Anchors: points of an execution by function, operation and occurrence, which most edits leave in place."""

from __future__ import annotations

from dataclasses import dataclass

BLOCKED = "blocked"
"""The kind of an anchor at which the thread waits."""
DECIDES = "decides"
"""The kind of an anchor inside an operation whose outcome is chosen: whether a callback raises, whom a notify wakes."""


@dataclass(frozen=True, slots=True)
class NamedOperation:
    """An operation in the program's own words, which hold in every execution.

    Attributes:
        function: the qualified name of the program's innermost function; "" outside of the program.
        kind: a kind of ``harness.trace``, or one of the two above.
        label: the program's name of the object or field; "" if it has none.
    """

    function: str
    kind: str
    label: str

    def fits(self, other: NamedOperation) -> bool:
        """Return whether another operation is what this one names; no function stands for any."""
        same = (self.kind, self.label) == (other.kind, other.label)
        return same and self.function in ("", other.function)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The point of an execution at which a choice is made, in terms that survive edits elsewhere.

    Attributes:
        thread: number of the thread that has run last.
        operation: what it is about to do; or where it waits, or what it has begun to do.
        nth: the number of times that it has come to an operation of this name, from 1.
        again: the number of choices right before, at the same point.
    """

    thread: int
    operation: NamedOperation
    nth: int = 1
    again: int = 0
