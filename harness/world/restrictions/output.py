"""The captured output of the code under test: shortened, and never printed to the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from harness.trace import Place

KEEP = 4_000
"""Characters that are kept."""
FLOOD = 200_000
"""Characters after which an execution fails."""


class OutputFlood(Exception):
    """The code under test printed more than a person could read in one execution."""

    def __init__(self, place: Place | None) -> None:
        super().__init__(f"more than {FLOOD:,} characters printed in one schedule")
        self.place = place


class Output:
    """A replacement for standard output and error that keeps the beginning and counts the rest."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self) -> None:
        self.text = ""
        self.count = 0

    def begin(self) -> None:
        """Forget the output of the last execution."""
        self.text, self.count = "", 0

    def write(self, text: str) -> int:
        """Write a text, as a text file does.

        Raises:
            OutputFlood: the execution has printed more than ``FLOOD`` characters.
        """
        self.count += len(text)
        if len(self.text) < KEEP:
            self.text += text[: KEEP - len(self.text)]
        if self.count > FLOOD:
            raise OutputFlood(None)
        return len(text)

    def flush(self) -> None:
        """Do nothing: there is no buffer."""

    def isatty(self) -> bool:
        """Return False: it is no terminal."""
        return False

    def print(
        self, *values: object, sep: str | None = " ", end: str | None = "\n", file: Any = None, flush: bool = False
    ) -> None:
        """Print, as the builtin does, for rewritten code."""
        if file is None or file in (sys.stdout, sys.stderr):
            between = " " if sep is None else sep
            self.write(between.join(map(str, values)) + ("\n" if end is None else end))
        else:
            print(*values, sep=sep, end=end, file=file, flush=flush)

    @contextmanager
    def captured(self) -> Iterator[None]:
        """Replace ``sys.stdout`` and ``sys.stderr`` inside the block."""
        before = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = self
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before
