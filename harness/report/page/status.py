"""The status of threads, locks and variables at a stop of the walk, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ... import trace as kinds
from ...trace import Event, Trace
from ..story.model import Story
from ..story.state import Moment, Value
from ..text.line import clean
from ..text.phrases import listed
from .model import Page, Stop
from .waits_for import GraphEdge

HISTORY = 3
"""The number of last changes that are shown of a container whose content is not known."""


class StatusCells:
    """The cells of the views.

    Args:
        made: the page, with its lanes, locks and names.
        trace: of the failing execution.
        told: its story.
        events: those that the story is about.
        last: the final state.
    """

    def __init__(self, made: Page, trace: Trace, told: Story, events: Sequence[Event], last: Moment) -> None:
        self._made = made
        self._told = told
        self._events = events
        self._last = last
        self._stopped = {one.thread: one for one in trace.waiting}

    def at(self, stop: Stop) -> dict[str, str]:
        """Return the text of each cell after a stop."""
        moment, made = stop.moment, self._made
        found = {f"lane-{lane}": self._status(name, stop) for lane, name in enumerate(made.lanes)}
        for number, label in enumerate(made.locks):
            found[f"lock-{number}"] = listed([made.lanes[one] for one in moment.holders.get(label, ())]) or "free"
        for number, name in enumerate(made.names):
            value = moment.values.get(name)
            found[f"value-{number}"] = self._value(value)
            by = f"{'written' if value.written else 'read'} by {made.lanes[value.thread]}" if value else ""
            found[f"by-{number}"] = f"{by}, step {self._events[value.index].step}" if value else ""
        return found

    def _value(self, value: Value | None) -> str:
        """Return the value; of an object whose value cannot be shown, the changes since it last could be."""
        if value is None:
            return "not seen yet"
        said = [value.text, *(self._told.steps[index].words for index in value.changes[-HISTORY:])]
        if len(value.changes) > HISTORY:
            said.insert(1, "\N{HORIZONTAL ELLIPSIS}")
        return "; ".join(part for part in said if part) or "changed"

    def _status(self, name: str, stop: Stop) -> str:
        moment, lanes = stop.moment, self._made.lanes
        if name in moment.waits:
            kind, label = moment.waits[name]
            if kind == kinds.JOIN:
                return f"waits for {lanes.get(label, clean(label))} to end"
            held = moment.holders.get(label, ()) if kind != kinds.WAIT else ()  # the lock of a condition is not awaited
            if moment is self._last and name in self._stopped:
                held = (*self._stopped[name].holders, *self._stopped[name].gone)
            holders = [lanes.get(one, clean(one)) for one in held]
            return f"waits for {clean(label)}" + (f", held by {listed(holders)}" if holders else "")
        if name in moment.ended:
            return "has ended"
        if name == stop.step.thread:
            return "fails" if stop.step.kind == kinds.FAIL else "runs"
        return "could continue" if name in moment.begun else "not started"


def edge_words(edge: GraphEdge, lanes: Mapping[str, str]) -> str:
    """Return an arrow of the wait-for graph in words."""
    who = lanes[edge.waiter]
    if not edge.helper:
        return f"{who} waits for {clean(edge.label)}"
    helper = lanes.get(edge.helper, clean(edge.helper))
    if edge.label == edge.helper:
        return f"{who} waits for {helper} to end"
    return f"{who} waits for {clean(edge.label)}, which {helper} {'would signal' if edge.gives else 'holds'}"
