"""A text to move in: its heading stays at the top, and the keys at the bottom. It knows no terminal."""

from __future__ import annotations

from collections.abc import Callable

import typer

from ..report.text.phrases import counted
from .course_list import DOWN, ENTER, ESCAPES, FIRST, LAST, PAGE_DOWN, PAGE_UP, UP

LINE_DOWN, LINE_UP = frozenset({DOWN, "j", ENTER}), frozenset({UP, "k"})
SCREEN_DOWN, SCREEN_UP = frozenset({PAGE_DOWN, " ", "f"}), frozenset({PAGE_UP, "b"})
TOP, BOTTOM = frozenset({FIRST, "g"}), frozenset({LAST, "G"})
ENDS = frozenset({*ESCAPES, "q", "Q", "m", "M"})


class TextPages:
    """A text that is longer than the screen.

    Args:
        compose: called with the columns that may be used; returns the lines that stay at the top, and those below.
    """

    def __init__(self, compose: Callable[[int], tuple[list[str], list[str]]]) -> None:
        self._compose = compose
        self._length = 0
        """Lines of the text, at the width of the last screen."""
        self._first = 0
        self._room = 1
        """Lines of the text on the last screen."""

    def press(self, key: str) -> bool | None:
        """Handle a key; return True if it leaves the text, else None."""
        if key in ENDS:
            return True
        far = self._length
        for keys, by in (
            (LINE_DOWN, 1),
            (LINE_UP, -1),
            (SCREEN_DOWN, self._room),
            (SCREEN_UP, -self._room),
            (TOP, -far),
            (BOTTOM, far),
        ):
            if key in keys:
                self._first = min(max(self._first + by, 0), max(far - self._room, 0))
        return None

    def lines(self, width: int, height: int, color: bool) -> list[str]:
        """Return the heading, the text from where the reader is, and the keys."""
        heading, text = self._compose(width)
        heading = heading[: max(height - 2, 0)]
        self._length, self._room = len(text), max(height - len(heading) - 1, 1)
        self._first = min(self._first, max(len(text) - self._room, 0))
        shown = text[self._first : self._first + self._room]
        left = len(text) - self._first - len(shown)
        moves = (
            f"{counted(left, 'more line')}: space or down" if left else "the end: up moves back" if self._first else ""
        )
        keys = "  ".join(filter(None, [moves, "Esc back"]))[:width]
        return [*heading, *shown, *[""] * (self._room - len(shown)), typer.style(keys, bold=True) if color else keys]
