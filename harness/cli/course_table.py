"""The columns of the course list, fitted to the width of the terminal; ``kata list`` and the key ``l`` share them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from ..course.learner.progress import CourseProgress, KataState

if TYPE_CHECKING:
    from ..course.content.catalogue import Kata

GAP = 2
NARROW_CONCEPT, NARROWEST_CONCEPT = 20, 7
"""Columns to which a concept is cut first, and before it is left out."""


@dataclass(frozen=True)
class CourseRow:
    """The texts of one kata in the list, one for each column.

    Attributes:
        name, concept: of the kata.
        difficulty: easy, medium, hard, or "".
        time: the estimated time, such as ``20 min``, or "".
        state: the state of the learner's file.
        best: the best result so far, or "".
    """

    name: str
    concept: str
    difficulty: str
    time: str
    state: str
    best: str

    @property
    def finished(self) -> bool:
        """True if the kata is passed."""
        return KataState(self.state).finished


HEAD = CourseRow("kata", "concept", "level", "time", "state", "best result")
COLUMNS = tuple(field.name for field in fields(CourseRow))
OPTIONAL = ("difficulty", "time")
"""Columns that are left out if no kata has a text for them."""


def course_row(kata: Kata, progress: CourseProgress) -> CourseRow:
    """Return the texts of a kata."""
    entry, minutes = progress.entry(kata), kata.lesson.minutes
    return CourseRow(
        kata.name,
        kata.concept,
        kata.lesson.difficulty,
        f"{minutes} min" if minutes else "",
        str(progress.state(kata)),
        str(entry.best) if entry else "",
    )


def fitted_columns(rows: Sequence[CourseRow], width: int) -> dict[str, int]:
    """Return the columns that fit, in order, with the width of each.

    Where the width is too small, texts that help least to choose a kata are cut or left out first: a long concept, the
    best result, the concept, the time, the difficulty. The name and the state are always there; the name is cut last.
    """
    room = {name: max(cell_len(getattr(row, name)) for row in (HEAD, *rows)) for name in COLUMNS}
    for name in OPTIONAL:
        if not any(getattr(row, name) for row in rows):
            del room[name]

    def excess() -> int:
        return sum(room.values()) + GAP * (len(room) - 1) - width

    room["concept"] = max(room["concept"] - max(excess(), 0), min(room["concept"], NARROW_CONCEPT))
    if excess() > 0:
        del room["best"]
    if excess() > 0:
        room["concept"] -= excess()
        if room["concept"] < NARROWEST_CONCEPT:
            del room["concept"]
    for name in reversed(OPTIONAL):
        if excess() > 0:
            room.pop(name, None)
    room["name"] = max(room["name"] - max(excess(), 0), 1)
    return room


def line_of(row: CourseRow, columns: dict[str, int]) -> dict[str, str]:
    """Return the texts of a row, each padded or cut to the width of its column, as terminals count it."""
    return {name: _fitted(getattr(row, name), size) for name, size in columns.items()}


def _fitted(text: str, size: int) -> str:
    return set_cell_size(text, size) if cell_len(text) <= size else set_cell_size(text, size - 1) + "…"
