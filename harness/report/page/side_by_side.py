"""The comparison on the page: the failing execution and a passing one side by side, from the step where they part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ... import trace as kinds
from ...facts.difference import Difference
from ...trace import Event, Place
from ..sentences.difference import difference_sentence, nothing_near
from ..story.words import in_words
from ..text.line import clean
from ..text.source import SourceText


@dataclass(frozen=True, slots=True)
class Side:
    """One step of one of the executions.

    Attributes:
        lane: number of its thread.
        thread: the thread's title.
        words: what it does.
        where: its line.
        marked: the sentence is about it.
    """

    lane: int
    thread: str
    words: str
    where: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The table of two executions, step by step.

    Attributes:
        sentence: what the passing one does differently, or that no schedule near passes.
        rows: by step from the parting on: its number, and the step of each execution, or None.
    """

    sentence: str
    rows: tuple[tuple[int, Side | None, Side | None], ...] = ()


def side_by_side(
    difference: Difference,
    target: SourceText,
    events: Sequence[Event],
    lanes: Mapping[str, str],
    source: Callable[[Place | None], SourceText | None],
) -> SideBySide:
    """Return the comparison.

    Args:
        difference: of the two executions.
        target: the file under test.
        events: of the failing execution.
        lanes: titles of the threads, by name.
        source: returns the text of the file of a line.
    """
    if difference.passing is None:
        return SideBySide(nothing_near(difference))

    def side(event: Event | None) -> Side | None:
        if event is None:
            return None
        text, place = source(event.place), event.place
        label = target.label(place)
        where = f"{label}{' ' * bool(label)}line {place.line}" if place is not None else ""
        words = in_words(event, text) or clean(event.kind)
        names = list(lanes)
        lane = names.index(event.thread) if event.thread in lanes else 0
        return Side(lane, lanes.get(event.thread, clean(event.thread)), words, where, event in marked)

    effect, order = difference.effect, difference.order
    marked = [difference.failing, difference.passing]
    marked += [effect.failing, effect.passing] if effect is not None else []
    marked += [order.first, order.second] if order is not None else []
    marked += [difference.path.failing, difference.path.passing] if difference.path is not None else []
    first, most = difference.step, len(difference.following)
    failing = {event.step: event for event in events if event.step >= first}
    if events and events[-1].kind == kinds.FAIL:  # it has no number in the story of a failure
        failing[max([first - 1, *failing]) + 1] = events[-1]
    rows = [
        (step, side(failing.get(step)), side(difference.following[step - first])) for step in range(first, first + most)
    ]
    return SideBySide(difference_sentence(difference, target.path), tuple(rows))
