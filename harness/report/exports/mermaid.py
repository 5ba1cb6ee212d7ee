"""The execution as a Mermaid sequence diagram, for READMEs, issues and step summaries.

Threads and the objects that they share are participants, in the order of the report; the steps are
those that a report with more room would show (``interleaving.py``). Everything that is not ours is
escaped by Mermaid's own codes (``#35;``), so that no name can end a line or begin a statement.
"""

from __future__ import annotations

from collections.abc import Iterator

from ... import trace as kinds
from ...result import Result
from ...trace import Trace
from ..story.interleaving import InterleavingRow, rows
from ..story.main_source import main_source
from ..story.model import MAIN, Story, StoryStep, StorySwitch
from ..story.steps import story
from ..text.line import clean, cut

ROOM = 60
"""Rows at most; GitHub draws no diagram of more than 50,000 characters."""
LONGEST = 80
"""Characters of a participant or a message."""
NAMELESS = "(no name)"
HARMLESS = frozenset(" _-.,()='+*/!?|")
ARROWS = {
    kinds.WAIT: "-x",
    kinds.WAKE: "-->>",
    kinds.RELEASE: "-->>",
}
"""The arrow of each kind: a cross for a thread that stops, dashes for a release; otherwise a plain arrow."""
BACKWARD = frozenset({kinds.WAKE})
"""From the object to the thread."""


def diagram(result: Result) -> str:
    """The diagram, without the fence around it.

    Raises:
        ValueError: the result has no recorded execution.
    """
    if result.trace is None:
        raise ValueError("no execution was recorded")
    told = story(result, result.trace, main_source(result))
    return (
        "\n".join(["sequenceDiagram", *(f"    {line}" for line in _Drawing(result, result.trace, told).lines())]) + "\n"
    )


def escaped(text: str) -> str:
    """Text that means nothing to Mermaid: letters and digits, and codes for the rest of ASCII."""
    shown = cut(clean(text), LONGEST)
    return "".join(
        char if not char.isascii() or char.isalnum() or char in HARMLESS else f"#{ord(char)};" for char in shown
    )


class _Drawing:
    def __init__(self, result: Result, trace: Trace, told: Story) -> None:
        self.result = result
        names = list(dict.fromkeys([*trace.threads, *(step.thread for step in told.steps)]))
        self.rows, _ = rows(told, names, ROOM, 0)
        acting = {step.thread for row in self.rows for step in row.steps}
        acting |= {row.switch[0].thread for row in self.rows if row.switch is not None}
        self.threads = {name: f"t{number}" for number, name in enumerate(names) if name in acting}
        objects = dict.fromkeys(step.name for row in self.rows for step in row.steps if step.name)
        threads = {clean(name): short for name, short in self.threads.items()}
        self.objects = {name: f"o{number}" for number, name in enumerate(objects) if name not in threads}
        self.others = {**self.objects, **threads}
        """What a step can be about, by the name that it has in words."""

    def lines(self) -> Iterator[str]:
        for name, short in self.threads.items():
            shown = "main (the test)" if name == MAIN and self.result.test is not None else name
            yield f"participant {short} as {escaped(shown) or NAMELESS}"
        for name, short in self.objects.items():
            yield f"participant {short} as {escaped(name) or NAMELESS}"
        within = False
        for row in self.rows:
            if row.bracket in ("first", "last") and within:
                yield "end"
                within = False
            if row.bracket == "first":
                yield f"loop {'again and again' if not self._times(row) else f'{self._times(row)} times'}"
                within = True
            yield from self._row(row, "    " if within else "")
        if within:
            yield "end"

    def _times(self, first: InterleavingRow) -> int:
        """Rounds of the loop that begins with this row; 0 for without end."""
        following = self.rows[self.rows.index(first) :]
        return next((row.times for row in following if row.bracket == "last"), 0)

    def _row(self, row: InterleavingRow, indent: str) -> Iterator[str]:
        if row.switch is not None:
            yield indent + self._switch(*row.switch)
        if row.left_out:
            yield f"{indent}Note over {self._all()}: {row.left_out} steps not shown"
        for step in row.steps:
            yield indent + self._step(step)

    def _switch(self, switch: StorySwitch, number: int, count: int) -> str:
        where = f" at line {switch.place.line}" if switch.place is not None else ""
        return f"Note over {self.threads[switch.thread]}: preemption {number} of {count}, stopped{where}"

    def _all(self) -> str:
        short = list(self.threads.values())
        return short[0] if len(short) == 1 else f"{short[0]},{short[-1]}"

    def _step(self, step: StoryStep) -> str:
        thread = self.threads[step.thread]
        line = f"line {step.line}, " if step.line is not None else ""
        times = f" ({step.times} times)" if step.times > 1 else ""
        said = escaped(f"{line}{step.text}{times}")
        other = self.others.get(step.name)
        if step.kind == kinds.FAIL or other is None:
            return f"Note over {thread}: {said}"
        arrow = ARROWS.get(step.kind, "->>")
        return f"{other}{arrow}{thread}: {said}" if step.kind in BACKWARD else f"{thread}{arrow}{other}: {said}"
