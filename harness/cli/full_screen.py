"""A screen of its own for a while: the terminal's second buffer, after which the first one is as it was."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from contextlib import suppress

BEGIN, END = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"
"""Second buffer and no cursor; the cursor and the first buffer."""
BEGIN_FRAME, END_FRAME = "\x1b[?2026h", "\x1b[?2026l"
"""Around one drawing: a terminal that knows synchronized output shows all of it at once, others ignore both."""
HOME, CLEAR_LINE, CLEAR_BELOW = "\x1b[H", "\x1b[2K", "\x1b[J"
SMALLEST = (20, 4)
"""The columns and lines below which lines are cut by the terminal."""


class FullScreen:
    """The second buffer of the terminal.

    Attributes:
        active: the second buffer is in use.
    """

    def __init__(self) -> None:
        self._drawn: tuple[int, int] | None = None
        self.active = False

    def draw(self, lines: Callable[[int, int], list[str]]) -> None:
        """Show lines, and nothing else; the first call enters the second buffer.

        Args:
            lines: called with the columns that may be used and the number of lines.
        """
        size = _size()
        # one column stays free: in the last one terminals differ about where the cursor is
        shown = lines(size[0] - 1, size[1])
        text = HOME + "\r\n".join(CLEAR_LINE + line for line in shown) + CLEAR_BELOW
        text = BEGIN_FRAME + text + END_FRAME
        begins = not self.active
        # before it is written: a Ctrl-Z in between has to find the second buffer in use
        self.active, self._drawn = True, size
        _write(BEGIN + text if begins else text)

    @property
    def resized(self) -> bool:
        """True if the size of the terminal has changed since the last call of ``draw``."""
        return self.active and self._drawn != _size()

    def leave(self) -> None:
        """Return to the first buffer; do nothing if the second one is not in use."""
        if self.active:
            self.active = False
            with suppress(OSError):  # the terminal may be gone
                _write(END)


def _size() -> tuple[int, int]:
    columns, lines = shutil.get_terminal_size()
    return max(columns, SMALLEST[0]), max(lines, SMALLEST[1])


def _write(text: str) -> None:
    # not by click, which takes escape sequences out of what it believes to be a file
    sys.stdout.write(text)
    sys.stdout.flush()
