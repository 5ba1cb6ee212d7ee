"""What the code under test prints: kept short, never let through to the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from harness.trace import Place

KEEP = 4_000
FLOOD = 200_000


class OutputFlood(Exception):
    """The code under test printed more than a person could read."""

    def __init__(self, place: Place | None) -> None:
        super().__init__(f"more than {FLOOD:,} characters printed in one schedule")
        self.place = place


class Output:
    """A stand-in for standard output and error that keeps the beginning and counts the rest."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self) -> None:
        self.text = ""
        self.count = 0

    def begin(self) -> None:
        """Forget what the last execution printed."""
        self.text, self.count = "", 0

    def write(self, text: str) -> int:
        """As a text file's ``write``."""
        self.count += len(text)
        if len(self.text) < KEEP:
            self.text += text[: KEEP - len(self.text)]
        if self.count > FLOOD:
            raise OutputFlood(None)
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        """Nobody is watching."""
        return False

    def print(
        self, *values: object, sep: str | None = " ", end: str | None = "\n", file: Any = None, flush: bool = False
    ) -> None:
        """``print`` for rewritten code."""
        if file is None or file in (sys.stdout, sys.stderr):
            between = " " if sep is None else sep
            self.write(between.join(map(str, values)) + ("\n" if end is None else end))
        else:
            print(*values, sep=sep, end=end, file=file, flush=flush)

    @contextmanager
    def captured(self) -> Iterator[None]:
        """Stand in for ``sys.stdout`` and ``sys.stderr``."""
        before = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = self
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before
