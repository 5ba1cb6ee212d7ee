"""The story of an execution, as data: its steps, how much each explains, and its preemptions."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from ...trace import Place

BLOCKED = "■"
"""The mark of a step in which a thread blocks."""
MAIN = "main"
LEAVE = "leave"
"""The kind of the step in which a call ends that has not released its lock; it has no event."""


class Weight(IntEnum):
    """The amount that a step explains."""

    NOISE = 0
    DETAIL = 1
    CONTEXT = 2
    ACTION = 3
    ESSENTIAL = 4


@dataclass(slots=True)
class StoryStep:
    """One step of one thread, ready to be printed.

    Attributes:
        number: of the event; None for a step that only the end of the execution shows.
        segment: number of the uninterrupted run of this thread that the step belongs to.
        line: of the main file, unless ``file`` says otherwise.
        words: what the thread does, in words; "" if that cannot be said.
        contract: the line is the contract's.
        file: what precedes the line, if it is of another file than the main one: "test" for the contract, else a name.
        name: of the object.
        value: read or written.
        times: how often the step happens in a row.
        blocks: the thread waits here until another one lets it continue.
        beyond: of a notify, the number of threads that wake although it was asked for fewer.
        named: a sentence of the report names the step by its number.
    """

    number: int | None
    segment: int
    thread: str
    kind: str
    line: int | None
    words: str
    weight: Weight
    contract: bool = False
    file: str = ""
    name: str = ""
    value: str = ""
    times: int = 1
    blocks: bool = False
    beyond: int = 0
    named: bool = False

    @property
    def text(self) -> str:
        """The words, with a mark if the thread blocks."""
        return f"{self.words} {BLOCKED}" if self.blocks else self.words

    @property
    def key(self) -> tuple[str, int | None, str, bool, int | None]:
        """Equal for two steps that read the same, unless a sentence names one of them."""
        return self.thread, self.line, self.words, self.blocks, self.number if self.named else None


@dataclass(frozen=True, slots=True)
class StorySwitch:
    """A preemption: which thread could have continued, and where it was.

    Attributes:
        thread: its name.
        place: the line that it had reached, or the line of its last step if that is not known.
        inside: it had begun the line.
        after: number of its last step, where nothing is known of the next one; else 0.
    """

    thread: str
    place: Place | None
    inside: bool = False
    after: int = 0


@dataclass(slots=True)
class Story:
    """An execution as steps.

    Attributes:
        steps: all of them, in order.
        switches: preemptions, by the segment that begins with them.
        notes: sentences that belong next to the steps.
        endless: the last steps repeat forever.
        unlisted: the number of preemptions beyond those in ``switches``.
        repetition: numbers of the first and the last step of one repetition of the part that repeats forever, where
            that is known.
        layouts: the rows of all steps of a certain weight, as ``interleaving`` has laid them out before. Loops are
            sought among thousands of steps, and a report is laid out for several heights.
    """

    steps: list[StoryStep]
    switches: dict[int, StorySwitch] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    endless: bool = False
    unlisted: int = 0
    repetition: tuple[int, int] | None = None
    layouts: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)
