"""The contents of the page as plain data: the story of the terminal report, and the state after each of its steps.

A view is made of cells: short texts with a name, such as the place of a thread, the holder of a lock, or the last
known value of a variable. A step lists the cells that it changes, so a page can walk the schedule without any
knowledge of threads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...result import Result
from ..story.model import StoryStep
from ..story.state import Moment
from ..terminal.columns import cell
from .code import Listing
from .game import PageGame
from .side_by_side import SideBySide
from .waits_for import WaitForGraph


@dataclass(slots=True)
class Stop:
    """One step of the walk.

    Attributes:
        step: as in the terminal report.
        lane: number of its thread.
        file: number of its file, or None.
        switch: the preemption right before it, in words, or "".
        important: it explains something, or comes after a preemption, or is part of the loop.
        cells: the texts that it changes, by the name of their cell.
        marks: by thread, its place and state: (file, line, state).
        arrows: numbers of the graph's arrows that exist then.
        cycle: of those, the arrows on a cycle.
        moment: the state after it.
        events: the number of events up to it.
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
    events: int = 0

    @property
    def number(self) -> str:
        """The number in the table; "" for a wait that cost no step."""
        return str(self.step.number or "")

    @property
    def where(self) -> str:
        """The line: ``line 15``, or ``test line 33`` for a line of the contract, or ``till.py line 9``."""
        line = self.step.line
        return "" if line is None else f"{self.step.file}{' ' * bool(self.step.file)}line {line}"

    @property
    def words(self) -> str:
        """The action of the thread, how often it happens in a row, and a mark if the thread blocks."""
        return cell(replace(self.step, line=None))

    @property
    def action(self) -> str:
        """The same without the mark."""
        return cell(replace(self.step, line=None, blocks=False))


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One value of a name.

    Attributes:
        step: the number of its step, or "start".
        lane: number of the thread; None before any step.
        thread: the thread's title.
        where: the line.
        value: the value, or "".
        how: that it was read, or what the thread does with it.
        stop: number of the stop at which it is current, from 0.
        linked: the stop is about this very step.
    """

    step: str
    lane: int | None
    thread: str
    where: str
    value: str
    how: str
    stop: int
    linked: bool


@dataclass(slots=True)
class History:
    """All values of a name.

    Attributes:
        name: the name.
        rows: its values.
        left_out: the number of earlier values that are not shown.
    """

    name: str
    rows: list[HistoryRow] = field(default_factory=list)
    left_out: int = 0


@dataclass(slots=True)
class Page:
    """The contents of the page.

    Attributes:
        result: what was found.
        sentence: its message.
        meaning: a further sentence on the verdict, or "".
        lanes: threads by name, and the title of each.
        stops: the walk; empty where no schedule matters or none is known.
        loop: first and last stop of the part that repeats forever, or None.
        unshown: the number of steps in its further repetitions.
        folded: the first stop that is folded away and the first after those, or None.
        missed: the number of steps before the first that was recorded.
        locks: of the cells, in order.
        names: of the cells, in order.
        notes: by file and line, the note next to a line.
        hints: heading and text of each.
        command: shows the failure again.
        exact: the command replays this schedule; otherwise it searches for the failure again.
        side_by_side: the failing execution next to a passing one, or None.
        histories: every value of each name.
        game: the failure can be taken over and played on this page; None without recorded schedules.
        play: the command that plays the failure in a terminal, or "".
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
    side_by_side: SideBySide | None = None
    histories: list[History] = field(default_factory=list)
    game: PageGame | None = None
    play: str = ""


def final_cells(page: Page) -> dict[str, str]:
    """Return the text of each cell in the end."""
    found: dict[str, str] = {}
    for stop in page.stops:
        found.update(stop.cells)
    return found
