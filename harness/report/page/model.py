"""What the page shows, as plain data: the story of the terminal report, and how things stand at each of its steps.

A view is made of cells, little texts with a name: where a thread is, who holds a lock, what a
variable was last seen to be. A step says which cells it changes, so that a page can walk the schedule
without knowing anything of threads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from harness import trace as kinds
from harness.facts import NotLinearizable
from harness.report.page.code import Listing, listing
from harness.report.page.state import Moment, Value, moments
from harness.report.page.waits_for import GraphEdge, WaitForGraph, cyclic, drawn, edges, final_edges
from harness.report.story.events import to_the_point
from harness.report.story.loops import Loop, folded
from harness.report.story.steps import MAIN, Story, StoryStep, Weight, story
from harness.report.terminal.columns import cell, switch_words
from harness.report.terminal.commands import again
from harness.report.terminal.evidence import evidence
from harness.report.terminal.failure import MEANING, how_found, title
from harness.report.terminal.source_marks import WITHOUT_STEPS, marks
from harness.report.text.line import clean, plain
from harness.report.text.phrases import listed
from harness.report.text.source import SourceText
from harness.result import Result
from harness.trace import Place, Trace

MOST = 300
"""With more steps than this, the middle is folded away."""
WIDE = 100_000
"""Columns of a line that is never wrapped: the page does that."""
HISTORY = 3
"""The last changes of a container of which its content is not known."""


@dataclass(slots=True)
class Stop:
    """One step of the walk.

    Attributes:
        step: as in the terminal report.
        lane: number of its thread.
        file: number of its file, or None.
        switch: the preemption that it comes after, in words, or "".
        important: it explains something, or a thread was preempted for it, or it is part of the loop.
        cells: the texts that it changes, by the name of their cell.
        marks: by thread, where it stands and how: (file, line, state).
        arrows: numbers of the arrows of the graph, and of those on a cycle.
        moment: how things stand after it.
    """

    step: StoryStep
    lane: int
    file: int | None
    switch: str = ""
    important: bool = False
    cells: dict[str, str] = field(default_factory=dict)
    marks: dict[int, tuple[int, int, str]] = field(default_factory=dict)
    arrows: list[int] = field(default_factory=list)
    cycle: list[int] = field(default_factory=list)
    moment: Moment = field(default_factory=Moment)

    @property
    def number(self) -> str:
        """As the table has it; what costs no step has none."""
        return str(self.step.number or "")

    @property
    def where(self) -> str:
        """``line 15``, or ``test line 33`` for the contract's."""
        line = self.step.line
        return "" if line is None else f"{'test ' if self.step.contract else ''}line {line}"

    @property
    def words(self) -> str:
        """What the thread did, and how often in a row."""
        return cell(replace(self.step, line=None))


@dataclass(slots=True)
class Page:
    """Everything on the page.

    Attributes:
        lanes: threads by name, and what to call each.
        stops: the walk; empty where no schedule matters or none is known.
        loop: first and last stop of what repeats for ever, or None.
        unshown: steps of further rounds of it.
        folded: the first stop that is folded away and the first that is not again, or None.
        locks, names: of the cells, in order.
        notes: by file and line, what to say beside a line.
    """

    result: Result
    title: str
    verdict: str
    sentence: str
    meaning: str
    lanes: dict[str, str]
    stops: list[Stop] = field(default_factory=list)
    loop: tuple[int, int] | None = None
    unshown: int = 0
    folded: tuple[int, int] | None = None
    missed: int = 0
    """Steps before the first that was recorded."""
    locks: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    graph: WaitForGraph = field(default_factory=WaitForGraph)
    listings: list[Listing] = field(default_factory=list)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    evidence: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    output: str = ""
    found: str = ""
    hints: Sequence[tuple[str, str]] = ()
    command: str = ""
    exact: bool = False
    """The command replays this schedule; else it looks for the failure again."""


def page(result: Result, command: str | None = None, hints: Sequence[tuple[str, str]] = ()) -> Page:
    """The page of a result.

    Args:
        result: what was found.
        command: how to replay it; None for ``kata replay TOKEN``.
        hints: heading and text of each, from the least to the most.
    """
    target = SourceText(result.file)
    told = result.verdict not in WITHOUT_STEPS
    trace = result.trace if told else None
    made = Page(
        result,
        title(result),
        result.verdict.replace("_", " "),
        clean(" ".join(result.message.split())),
        MEANING.get(result.verdict, ""),
        {},
        hints=[(clean(heading), clean(" ".join(text.split()))) for heading, text in hints],
        calls=[clean(line) for line in result.calls],
        output="\n".join(clean(line.expandtabs(4)) for line in result.output.splitlines()) if told else "",
    )
    if result.replay is not None and told:
        made.command, made.exact = clean(command if command is not None else f"kata replay {result.replay}"), True
    else:
        made.command = clean(again(result))
    the_story = story(result, trace, target) if trace is not None else None
    history = result.evidence if isinstance(result.facts, NotLinearizable) else ()
    notes = the_story.notes if the_story is not None else []
    made.evidence = [clean(line) for line in history or [*evidence(result), *notes]]
    made.found = " ".join(plain(line).strip() for line in how_found(result, None, WIDE))
    if trace is not None and the_story is not None:
        _Walk(made, result, trace, the_story, target).fill()
    else:
        _still(made, result, the_story, target)
    return made


def _still(made: Page, result: Result, told: Story | None, target: SourceText) -> None:
    """A page without a walk: the lines to look at."""
    found = marks(result, told, target)
    if not found and result.line is not None and result.place is None:
        found = {result.line: ""}
    places = [Place(target.path, line) for line in found]
    if result.place is not None:
        places.append(result.place)
    files = _files(made, target, places)
    made.notes = {(0, line): note or "look here" for line, note in found.items()}
    if result.place is not None and not target.holds(result.place) and result.place.file in files:
        made.notes[files[result.place.file], result.place.line] = "look here"


def _files(made: Page, target: SourceText, places: Sequence[Place]) -> dict[str, int]:
    """Number the files and put their text on the page; by path as in the places."""
    wanted: dict[str, set[int]] = {target.path: set()}
    for place in places:
        wanted.setdefault(target.path if target.holds(place) else place.file, set()).add(place.line)
    numbers: dict[str, int] = {}
    for path, lines in wanted.items():
        source = target if path == target.path else SourceText(path)
        shown = listing(source, lines, whole=source is target)
        if shown.lines or source is target:
            numbers[path] = len(made.listings)
            made.listings.append(shown)
    for place in places:
        if target.holds(place):
            numbers[place.file] = numbers[target.path]
    return numbers


class _Walk:
    """Fills in the walk and its views."""

    def __init__(self, made: Page, result: Result, trace: Trace, told: Story, target: SourceText) -> None:
        self.made = made
        self.trace = trace
        self.told = told
        self.events = to_the_point(trace, result)
        self.moments = moments(trace, self.events, target)
        self.target = target
        places = [event.place for event in self.events if event.place is not None]
        places += [one.place for one in trace.waiting if one.place is not None]
        self.files = _files(made, target, places)
        named = [*trace.threads, *(event.thread for event in self.events), *(one.thread for one in trace.waiting)]
        made.lanes = {name: clean(name) for name in named}
        if result.test is not None and MAIN in made.lanes:
            made.lanes[MAIN] = "main (the test)"
        self.lanes = list(made.lanes)
        self.stopped = {one.thread: one for one in trace.waiting}

    def fill(self) -> None:
        made = self.made
        made.missed = self.events[0].step - 1 if self.events and self.events[0].step > 1 else 0
        places = self._places()
        steps = self._steps()
        made.loop = self._loop([step for step, _ in steps])
        if made.loop is not None:
            made.unshown = len(steps) - made.loop[1] - 1
            steps = steps[: made.loop[1] + 1]
        if len(steps) > MOST:
            made.folded = (MOST // 2, len(steps) - MOST // 2)
        made.locks = self._locks()
        made.names = self._names()
        began: set[int] = set()
        number = 0
        for step, index in steps:
            switch = self.told.switches.get(step.segment) if step.segment not in began else None
            began.add(step.segment)
            place = places[index].get(step.thread) if step.line is not None else None
            stop = Stop(step, self.lanes.index(step.thread), self.files.get(place.file) if place else None)
            if switch is not None:
                number += 1
                stop.switch = switch_words(switch, number, len(self.told.switches), self.target)
            stop.moment = self.moments[index]
            stop.marks = self._marks(places[index], stop, step.thread)
            made.stops.append(stop)
        for number, stop in enumerate(made.stops):
            loops = made.loop is not None and made.loop[0] <= number <= made.loop[1]
            stop.important = stop.step.weight >= Weight.ACTION or bool(stop.switch) or loops
        self._arrows()
        before: dict[str, str] = {}
        for stop in made.stops:
            now = self._cells(stop)
            stop.cells = {name: text for name, text in now.items() if before.get(name) != text}
            before = now

    def _steps(self) -> list[tuple[StoryStep, int]]:
        """The steps that can be said, each with the number of its event; equal ones in a row are one."""
        found: list[tuple[StoryStep, int]] = []
        for number, step in enumerate(self.told.steps):
            index = min(number, len(self.events))
            if not step.words:
                continue
            before = found[-1][0] if found else None
            if before is not None and (before.key, before.segment) == (step.key, step.segment):
                weight = max(before.weight, step.weight)
                found[-1] = replace(before, times=before.times + step.times, weight=weight), index
            else:
                found.append((step, index))
        if found and not self.told.endless and self.told.round is None:
            found[-1] = found[-1][0], len(self.events)  # the last one shows how all ends
        return found

    def _loop(self, steps: Sequence[StoryStep]) -> tuple[int, int] | None:
        """The first and the last step of what repeats for ever."""
        if self.told.round is None:
            return _loop(steps) if self.told.endless else None
        first, last = self.told.round
        inside = [at for at, step in enumerate(steps) if step.number is not None and first <= step.number <= last]
        return (inside[0], inside[-1]) if inside else None

    def _places(self) -> list[dict[str, Place]]:
        """After each event, and in the end, where each thread was last seen."""
        found: list[dict[str, Place]] = []
        now: dict[str, Place] = {}
        for event in self.events:
            if event.place is not None:
                now = {**now, event.thread: event.place}
            found.append(now)
        last = dict(now)
        last.update({one.thread: one.place for one in self.trace.waiting if one.place is not None})
        return [*found, last]

    def _locks(self) -> list[str]:
        return list(dict.fromkeys(label for moment in self.moments for label in moment.holders))

    def _names(self) -> list[str]:
        """Variables that somebody changes once there are several threads; else all of them."""
        starts = [index for index, event in enumerate(self.events) if event.kind == kinds.START]
        alone = starts[0] if starts else 0
        last = self.moments[-1].values
        changed = {clean(event.label) for event in self.events[alone:] if event.kind == kinds.WRITE}
        return [name for name in last if name in changed] or list(last)

    def _marks(self, places: Mapping[str, Place], stop: Stop, running: str) -> dict[int, tuple[int, int, str]]:
        found: dict[int, tuple[int, int, str]] = {}
        for name, place in places.items():
            file = self.files.get(place.file)
            if file is None or name in stop.moment.ended:
                continue
            state = "waits" if name in stop.moment.waits else "runs" if name == running else "rests"
            found[self.lanes.index(name)] = (file, place.line, state)
        return found

    def _arrows(self) -> None:
        """The graph of all waits there are in the walk, and for each stop those that there are then."""
        made = self.made
        end = final_edges(self.trace)
        each = [
            end if end and stop.moment is self.moments[-1] else edges(stop.moment, self.lanes) for stop in made.stops
        ]
        every = list(dict.fromkeys(edge for found in each for edge in found))
        if all(edge.label == edge.helper for edge in every):
            return  # somebody waits for others to end, and that is all
        made.graph = drawn(every, made.lanes)
        numbers = {arrow.edge: number for number, arrow in enumerate(made.graph.arrows)}
        for stop, found in zip(made.stops, each, strict=True):
            on_cycle = cyclic(found)
            stop.arrows = [numbers[edge] for edge in found]
            stop.cycle = [numbers[edge] for edge in found if edge in on_cycle]

    def _cells(self, stop: Stop) -> dict[str, str]:
        moment = stop.moment
        found = {f"lane-{lane}": self._status(name, stop) for lane, name in enumerate(self.lanes)}
        for number, label in enumerate(self.made.locks):
            found[f"lock-{number}"] = listed([self.made.lanes[one] for one in moment.holders.get(label, ())]) or "free"
        for number, name in enumerate(self.made.names):
            value = moment.values.get(name)
            found[f"value-{number}"] = self._value(value)
            by = f"{'written' if value.written else 'read'} by {self.made.lanes[value.thread]}" if value else ""
            found[f"by-{number}"] = f"{by}, step {self.events[value.index].step}" if value else ""
        return found

    def _value(self, value: Value | None) -> str:
        """The value; of a container what was done to it since it was last seen whole."""
        if value is None:
            return "not seen yet"
        said = [value.text, *(self.told.steps[index].words for index in value.changes[-HISTORY:])]
        if len(value.changes) > HISTORY:
            said.insert(1, "\N{HORIZONTAL ELLIPSIS}")
        return "; ".join(part for part in said if part) or "changed"

    def _status(self, name: str, stop: Stop) -> str:
        moment, lanes = stop.moment, self.made.lanes
        if name in moment.waits:
            kind, label = moment.waits[name]
            if kind == kinds.JOIN:
                return f"waits for {lanes.get(label, clean(label))} to end"
            held = moment.holders.get(label, ())
            if moment is self.moments[-1] and name in self.stopped:
                held = (*self.stopped[name].holders, *self.stopped[name].gone)
            holders = [lanes.get(one, clean(one)) for one in held]
            return f"waits for {clean(label)}" + (f", held by {listed(holders)}" if holders else "")
        if name in moment.ended:
            return "has ended"
        if name == stop.step.thread:
            return "fails" if stop.step.kind == kinds.FAIL else "runs"
        return "could go on" if name in moment.begun else "not started"


def _loop(steps: Sequence[StoryStep]) -> tuple[int, int] | None:
    """The first round of the loop in which the steps end: its first and its last."""
    at = {id(step): index for index, step in enumerate(steps)}
    for after, item in enumerate(reversed(folded(folded(steps)))):
        if isinstance(item, Loop):
            begins = after < len(item.steps)
            return (at[id(item.steps[0])], at[id(item.steps[-1])]) if begins else None
    return None


def final_cells(made: Page) -> dict[str, str]:
    """What stands in each cell in the end."""
    found: dict[str, str] = {}
    for stop in made.stops:
        found.update(stop.cells)
    return found


def edge_words(edge: GraphEdge, lanes: Mapping[str, str]) -> str:
    """An arrow in words."""
    who = lanes[edge.waiter]
    if not edge.helper:
        return f"{who} waits for {clean(edge.label)}"
    helper = lanes.get(edge.helper, clean(edge.helper))
    if edge.label == edge.helper:
        return f"{who} waits for {helper} to end"
    return f"{who} waits for {clean(edge.label)}, which {helper} {'would give' if edge.gives else 'holds'}"
