"""The operations of a recorded execution by name: function, kind and label."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from types import FrameType
from typing import Any

from ...anchor import BLOCKED, DECIDES, Anchor, NamedOperation
from ...trace import CHOOSE, END
from ..scheduler.scheduler import Scheduler
from ..scheduler.thread import Thread, ThreadState
from .values import shown

Heard = Callable[[Thread, NamedOperation, bool], None]
LOCALS = ".<locals>"
"""A part of the qualified name of a function inside another one, which tells nothing."""


class NamedOperations:
    """Names the operations of one execution, and counts how often each thread has performed one of a name.

    Args:
        scheduler: runs the execution.
        frame_of: returns the program's innermost frame at or below a frame.
        label: returns the program's name of the object of an operation, from its thread, the frame, the object
            and the field.

    Attributes:
        heard: called with each operation that is performed: its thread, its name, and whether a scheduling point
            precedes it; None if nobody listens.
    """

    def __init__(
        self,
        scheduler: Scheduler,
        frame_of: Callable[[FrameType | None], FrameType | None],
        label: Callable[[Thread, FrameType | None, Any, str | None], str],
    ) -> None:
        self._scheduler = scheduler
        self._frame_of = frame_of
        self._label = label
        self._performed: Counter[tuple[int, NamedOperation]] = Counter()
        self._last: dict[int, NamedOperation] = {}
        self._inputs: Counter[tuple[int, str]] = Counter()
        """How many inputs a thread has chosen in a function."""
        self._spot: tuple[int, int] = (-1, -1)
        """The thread of the last choice, and its number of operations then."""
        self._again = 0
        self.heard: Heard | None = None

    def performed(self, thread: Thread, kind: str, frame: FrameType | None, label: str, pointed: bool) -> None:
        """Count an operation that is being performed.

        Args:
            thread: performs it.
            kind: its kind.
            frame: the program's innermost frame.
            label: the name of its object.
            pointed: a scheduling point precedes it.
        """
        operation = NamedOperation(_function(frame), kind, label)
        self._performed[thread.number, operation] += 1
        self._last[thread.number] = operation
        if kind == CHOOSE:
            self._inputs[thread.number, operation.function] += 1
        if self.heard is not None:
            self.heard(thread, operation, pointed)

    def pending(self, thread: Any) -> NamedOperation:
        """Return what a thread will do when it is chosen next, or the operation in which it waits."""
        if thread.state is ThreadState.DONE:
            return NamedOperation("", END, "")
        frame = self._frame_of(thread.suspended_frame() or sys._getframe())
        kind, obj, field = thread.operation.kind, thread.operation.obj, thread.operation.field
        if thread.state is ThreadState.BLOCKED and thread.call is not None:
            (kind, obj), field = thread.call, None
        return NamedOperation(_function(frame), kind, self._label(thread, frame, obj, field))

    def choosing(self) -> None:
        """Note that a choice is made."""
        thread = self._scheduler.current
        spot = (thread.number, thread.ops)
        self._again = self._again + 1 if spot == self._spot else 0
        self._spot = spot

    def here(self, chosen: Any) -> Anchor:
        """Return the anchor of the choice that is made now.

        Args:
            chosen: the candidate that is chosen: a thread, an input, or another outcome of the step that a thread has
                begun.
        """
        thread = self._scheduler.current
        if chosen.operation.kind == CHOOSE:
            function = _function(self._frame_of(sys._getframe()))
            option = NamedOperation(function, CHOOSE, shown(chosen.operation.obj))
            return Anchor(thread.number, option, self._inputs[thread.number, function] + 1)
        if chosen.decides:
            last = self._last.get(thread.number, NamedOperation("", "", ""))
            return Anchor(thread.number, replace(last, kind=DECIDES), self._performed[thread.number, last], self._again)
        operation = self.pending(thread)
        count = self._performed[thread.number, operation]
        if thread.state is ThreadState.BLOCKED:
            operation = replace(operation, kind=BLOCKED)
        return Anchor(thread.number, operation, count + 1, self._again)


def _function(frame: FrameType | None) -> str:
    return frame.f_code.co_qualname.replace(LOCALS, "") if frame is not None else ""
