"""The course as a list to move in: its cursor, its filter, and the lines to show. It knows no terminal.

Blessed reads the keys, as in the rest of ``kata watch``, and the lines are drawn with five escape sequences
(``full_screen.py``). Textual would draw the same list with more comfort, but it is an application of its own: it takes
over the terminal, the event loop and the signals of a session that goes on underneath, adds a dependency, and takes
longer to import than the list is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import typer
from rich.cells import cell_len, set_cell_size

from ..report.text.line import packed
from .course_table import GAP, HEAD, CourseRow, fitted_columns, line_of

UP, DOWN, PAGE_UP, PAGE_DOWN, FIRST, LAST = "KEY_UP", "KEY_DOWN", "KEY_PGUP", "KEY_PGDOWN", "KEY_HOME", "KEY_END"
ENTER = "KEY_ENTER"
ESCAPES = frozenset({"KEY_ESCAPE", "KEY_ALT_ESCAPE"})
"""Esc, and Esc pressed twice so quickly that it is read as one key."""
ERASE = frozenset({"KEY_BACKSPACE", "KEY_DELETE", "\x08", "\x7f"})
CTRL_N, CTRL_P = "\x0e", "\x10"
MOVES = {UP: -1, DOWN: 1, CTRL_P: -1, CTRL_N: 1}
HELP = (
    ("up, down", "move by one kata, and so do Ctrl-P and Ctrl-N; PgUp, PgDn, Home and End move further"),
    ("Enter", "open the kata"),
    ("letters", "show only the katas with these letters in their line: join, queue, easy, not begun"),
    ("Esc", "show all katas again; a second time it goes back to your kata"),
    ("?", "show or hide this page"),
)
KEYS = ("↑ ↓ move", "Enter open", "letters filter", "Esc back", "? keys")
MARK = "> "
SMALLEST_WITH_FACTS = 14
"""Lines of a terminal that has room for the facts about the chosen kata."""


@dataclass(frozen=True)
class CourseChoice:
    """The end of a list.

    Attributes:
        name: the kata to open; None to go back to the one that was open.
    """

    name: str | None = None


class CourseList:
    """A list of katas with a cursor and a filter.

    Args:
        rows: the katas, in teaching order.
        facts: one paragraph about each kata, for the chosen one.
        here: the kata that is open, at which the cursor begins.
    """

    def __init__(self, rows: Sequence[CourseRow], facts: dict[str, str], here: str) -> None:
        self._rows = list(rows)
        self._facts = facts
        self._here = here
        self._name = here
        """The chosen kata; the cursor stays at it when the filter changes."""
        self._filter = ""
        self._typing = False
        self._help = False
        self._page = 1
        """Lines of the last screen that showed katas."""

    def replace(self, rows: Sequence[CourseRow], facts: dict[str, str]) -> None:
        """Show newer states of the same katas."""
        self._rows, self._facts = list(rows), facts

    def press(self, key: str) -> CourseChoice | None:
        """Handle a key; return the choice, or None if the list stays open."""
        if self._help:
            self._help = False
        elif key in ESCAPES:
            if not self._typing:
                return CourseChoice()
            self._filter, self._typing = "", False
        elif key == ENTER:
            if self._shown():
                return CourseChoice(self._name)
        elif key in ERASE:
            self._filter = self._filter[:-1]
            self._typing = bool(self._filter)
        elif key in MOVES:
            self._move(MOVES[key])
        elif key in (PAGE_UP, PAGE_DOWN):
            self._move(self._page if key == PAGE_DOWN else -self._page)
        elif key in (FIRST, LAST):
            self._move(len(self._rows) if key == LAST else -len(self._rows))
        elif key == "?":
            self._help = True
        elif len(key) == 1 and key.isprintable():
            self._filter, self._typing = self._filter + key.lower(), True
        self._follow()
        return None

    def _shown(self) -> list[CourseRow]:
        """Return the katas that have each word of the filter in their line."""
        return [row for row in self._rows if all(word in _searched(row) for word in self._filter.split())]

    def _follow(self) -> None:
        """Put the cursor at the first kata that is shown, if the chosen one is not."""
        names = [row.name for row in self._shown()]
        if names and self._name not in names:
            self._name = names[0]

    def _move(self, by: int) -> None:
        names = [row.name for row in self._shown()]
        if names:
            self._name = names[min(max(self._chosen() + by, 0), len(names) - 1)]

    # -- the screen --------------------------------------------------------------------------------------

    def lines(self, width: int, height: int, color: bool) -> list[str]:
        """Return the lines of the screen, none of them wider than ``width`` columns, at most ``height`` of them."""
        below = packed(KEYS, width, GAP)
        if self._help:
            return self._help_lines(width)[: height - len(below)] + below
        facts = self._fact_lines(width) if height >= SMALLEST_WITH_FACTS else []
        room = max(height - len(facts) - len(below) - 2, 1)
        lines = [self._title(width, room, color), *self._table(width, room, color), *facts, *below]
        return lines[: max(height, 1)]

    def _title(self, width: int, room: int, color: bool) -> str:
        """Return what the list is about, and how many katas are above and below the lines shown."""
        shown, number = len(self._shown()), len(self._rows)
        above = self._first(room)
        hidden = {"above": above, "below": max(shown - above - room, 0)}
        more = ", ".join(f"{many} {where}" for where, many in hidden.items() if many)
        passed = sum(row.finished for row in self._rows)
        if not self._typing:
            text = f"The course: {passed} of {number} passed"
        else:
            text = f"{shown} of {number} katas match: {self._filter}_"
        if more:
            text += f" (more: {more})"
        return _styled(_cut(text, width), color, bold=True)

    def _chosen(self) -> int:
        """Return the place of the cursor among the katas that are shown."""
        names = [row.name for row in self._shown()]
        return names.index(self._name) if self._name in names else 0

    def _first(self, room: int) -> int:
        """Return the place of the first kata on the screen, so that the chosen one is in its middle if it can be."""
        return min(max(self._chosen() - room // 2, 0), max(len(self._shown()) - room, 0))

    def _table(self, width: int, room: int, color: bool) -> list[str]:
        """Return the heading and at most ``room`` katas, the chosen one among them."""
        rows = self._shown()
        self._page = room
        if not rows:
            return [_cut("No kata has these letters in its line; Esc shows all again.", width), *[""] * room]
        columns = fitted_columns(self._rows, width - len(MARK))
        chosen, first = self._chosen(), self._first(room)
        lines = [_styled(" " * len(MARK) + _joined(line_of(HEAD, columns)), color, bold=True)]
        for number, row in enumerate(rows[first : first + room], first):
            texts = line_of(row, columns)
            if number == chosen:
                lines.append(_styled(MARK + _joined(texts), color, reverse=True))
                continue
            if color and row.finished:
                texts["state"] = typer.style(texts["state"], fg="green")
            if color and row.name == self._here:
                texts["name"] = typer.style(texts["name"], bold=True)
            lines.append(" " * len(MARK) + _joined(texts))
        return lines + [""] * (room + 1 - len(lines))

    def _fact_lines(self, width: int) -> list[str]:
        """Return the facts about the chosen kata, always with the same number of lines."""
        text = self._facts.get(self._name, "") if self._shown() else ""
        most = 3 if width >= 70 else 5
        lines = ["", *wrap(text, width, break_on_hyphens=False)[: most - 1]]
        return lines + [""] * (most - len(lines))

    def _help_lines(self, width: int) -> list[str]:
        return ["The keys of the list", "", *key_lines(HELP, width), ""]


def key_lines(keys: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Return an explanation of keys: each key with what it does, wrapped to the width."""
    room = max(cell_len(key) for key, _ in keys) + GAP
    lines = []
    for key, what in keys:
        lines += wrap(
            f"{set_cell_size(key, room)}{what}",
            width,
            subsequent_indent=" " * min(room, width // 2),
            break_on_hyphens=False,
            drop_whitespace=True,
        )
    return lines


def _searched(row: CourseRow) -> str:
    """Return the text that a filter searches, in lower case."""
    return " ".join((row.name, row.concept, row.difficulty, row.time, row.state)).lower()


def _joined(texts: dict[str, str]) -> str:
    return (" " * GAP).join(texts.values()).rstrip()


def _cut(text: str, width: int) -> str:
    return text if cell_len(text) <= width else set_cell_size(text, max(width - 1, 0)) + "…"


def _styled(text: str, color: bool, *, bold: bool = False, reverse: bool = False) -> str:
    return typer.style(text, bold=bold or None, reverse=reverse or None) if color else text
