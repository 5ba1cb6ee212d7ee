"""The walk through a schedule: its stops, and the state of threads, locks and variables at each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ... import trace as kinds
from ...trace import Place, Trace
from ..story.events import to_the_point
from ..story.loops import Loop, folded
from ..story.model import MAIN, Story, StoryStep, Weight
from ..story.state import moments
from ..terminal.columns import switch_words
from ..text.line import clean
from ..text.source import SourceText
from .model import Page, Stop
from .status import StatusCells
from .waits_for import cyclic, drawn, edges, final_edges

MOST = 300
"""With more steps than this, the middle is folded away."""


class Walk:
    """Fills in the walk of a page and its views.

    Args:
        made: the page.
        trace: of the failing execution.
        told: its story.
        target: the file under test.
    """

    def __init__(self, made: Page, trace: Trace, told: Story, target: SourceText) -> None:
        self.made = made
        self.trace = trace
        self.told = told
        self.events = to_the_point(trace, made.result)
        self.moments = moments(trace, self.events, target)
        self.target = target
        named = [*trace.threads, *(event.thread for event in self.events), *(one.thread for one in trace.waiting)]
        made.lanes = {name: clean(name) for name in named}
        if made.result.test is not None and MAIN in made.lanes:
            made.lanes[MAIN] = "main (the test)"
        self.lanes = list(made.lanes)

    def places(self) -> list[Place]:
        """Return all lines that the walk visits."""
        places = [event.place for event in self.events if event.place is not None]
        return places + [one.place for one in self.trace.waiting if one.place is not None]

    def fill(self, files: Mapping[str, int]) -> None:
        """Fill in the walk.

        Args:
            files: the number of each file by its path.
        """
        made = self.made
        made.missed = self.events[0].step - 1 if self.events and self.events[0].step > 1 else 0
        steps = self._steps()
        made.loop = self._loop([step for step, _ in steps])
        if made.loop is not None:
            made.unshown = len(steps) - made.loop[1] - 1
            steps = steps[: made.loop[1] + 1]
        if len(steps) > MOST:
            made.folded = (MOST // 2, len(steps) - MOST // 2)
        self._add_stops(steps, files)
        for number, stop in enumerate(made.stops):
            loops = made.loop is not None and made.loop[0] <= number <= made.loop[1]
            stop.important = stop.step.weight >= Weight.ACTION or bool(stop.switch) or loops
        self._add_arrows()
        self._add_cells()

    def _add_stops(self, steps: Sequence[tuple[StoryStep, int]], files: Mapping[str, int]) -> None:
        places, began, number = self._places(), set[int](), 0
        for step, index in steps:
            switch = self.told.switches.get(step.segment) if step.segment not in began else None
            began.add(step.segment)
            place = places[index].get(step.thread) if step.line is not None else None
            stop = Stop(step, self.lanes.index(step.thread), files.get(place.file) if place else None)
            if switch is not None:
                number += 1
                stop.switch = switch_words(switch, number, len(self.told.switches), self.target)
            stop.moment, stop.events = self.moments[index], index + 1
            stop.marks = self._marks(places[index], stop, files)
            self.made.stops.append(stop)

    def _steps(self) -> list[tuple[StoryStep, int]]:
        """Return the steps that have words, each with the number of its event; equal ones in a row are one."""
        found: list[tuple[StoryStep, int]] = []
        for number, step in enumerate(self.told.steps):
            index = min(number, len(self.events))
            if not step.words:
                continue
            before = found[-1][0] if found else None
            if before is not None and (before.key, before.segment) == (step.key, step.segment):
                weight = max(before.weight, step.weight)
                # a call of a pool is recorded as all operations inside it, and still happens once
                times = before.times + (0 if index < len(self.events) and self.events[index].of_pool else step.times)
                found[-1] = replace(before, times=times, weight=weight), index
            else:
                found.append((step, index))
        if found and not self.told.endless and self.told.repetition is None:
            found[-1] = found[-1][0], len(self.events)  # the last one shows the final state
        return found

    def _loop(self, steps: Sequence[StoryStep]) -> tuple[int, int] | None:
        """Return the first and the last step of the part that repeats forever."""
        if self.told.repetition is None:
            return _last_loop(steps) if self.told.endless else None
        first, last = self.told.repetition
        inside = [at for at, step in enumerate(steps) if step.number is not None and first <= step.number <= last]
        return (inside[0], inside[-1]) if inside else None

    def _places(self) -> list[dict[str, Place]]:
        """Return the last known place of each thread after each event.

        They are followed by one entry for the end of the execution.
        """
        found: list[dict[str, Place]] = []
        now: dict[str, Place] = {}
        for event in self.events:
            if event.place is not None:
                now = {**now, event.thread: event.place}
            found.append(now)
        last = dict(now)
        last.update({one.thread: one.place for one in self.trace.waiting if one.place is not None})
        return [*found, last]

    def _marks(
        self, places: Mapping[str, Place], stop: Stop, files: Mapping[str, int]
    ) -> dict[int, tuple[int, int, str]]:
        found: dict[int, tuple[int, int, str]] = {}
        for name, place in places.items():
            file = files.get(place.file)
            if file is None or name in stop.moment.ended:
                continue
            state = "waits" if name in stop.moment.waits else "runs" if name == stop.step.thread else "rests"
            found[self.lanes.index(name)] = (file, place.line, state)
        return found

    def _add_arrows(self) -> None:
        """Add the graph of all waits in the walk, and for each stop those that exist then."""
        made = self.made
        end = final_edges(self.trace)
        each = [
            end if end and stop.moment is self.moments[-1] else edges(stop.moment, self.lanes) for stop in made.stops
        ]
        every = list(dict.fromkeys(edge for found in each for edge in found))
        if all(edge.label == edge.helper for edge in every):
            return  # threads only wait for others to end
        made.graph = drawn(every, made.lanes)
        numbers = {arrow.edge: number for number, arrow in enumerate(made.graph.arrows)}
        for stop, found in zip(made.stops, each, strict=True):
            on_cycle = cyclic(found)
            stop.arrows = [numbers[edge] for edge in found]
            stop.cycle = [numbers[edge] for edge in found if edge in on_cycle]

    def _add_cells(self) -> None:
        made = self.made
        made.locks = list(dict.fromkeys(label for moment in self.moments for label in moment.holders))
        made.names = self._names()
        status = StatusCells(made, self.trace, self.told, self.events, self.moments[-1])
        before: dict[str, str] = {}
        for stop in made.stops:
            now = status.at(stop)
            stop.cells = {name: text for name, text in now.items() if before.get(name) != text}
            before = now

    def _names(self) -> list[str]:
        """Return the variables that a thread changes once there are several threads; otherwise all of them."""
        starts = [index for index, event in enumerate(self.events) if event.kind == kinds.START]
        alone = starts[0] if starts else 0
        last = self.moments[-1].values
        changed = {clean(event.label) for event in self.events[alone:] if event.kind == kinds.WRITE}
        return [name for name in last if name in changed] or list(last)


def _last_loop(steps: Sequence[StoryStep]) -> tuple[int, int] | None:
    """Return the first repetition of the loop in which the steps end: its first and its last step."""
    at = {id(step): index for index, step in enumerate(steps)}
    for after, item in enumerate(reversed(folded(folded(steps)))):
        if isinstance(item, Loop):
            begins = after < len(item.steps)
            return (at[id(item.steps[0])], at[id(item.steps[-1])]) if begins else None
    return None
