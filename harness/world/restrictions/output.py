"""The captured output of the code under test: shortened, and never printed to the terminal."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ...common.kinds import is_a, name_of

KEEP = 4_000
"""Characters that are kept; the rest is counted, so that no program can fill the memory by printing."""


class Output(io.TextIOBase):
    """A replacement for standard output and error that keeps the beginning and counts the rest.

    Args:
        admit: notes that something ran outside of the model.
        over: whether the execution is over, and threads only unwind: what they print then, such as errors of the
            standard library in locks that are gone, belongs to no execution.

    Attributes:
        echo: receives each text as it is written, too; None in a search.
    """

    encoding = "utf-8"
    errors = "replace"

    def __init__(
        self, admit: Callable[[str], None] = lambda what: None, over: Callable[[], bool] = lambda: False
    ) -> None:
        self.text = ""
        self.count = 0
        self.buffer = _Bytes(self)
        self._admit = admit
        self._over = over
        self.echo: Callable[[str], object] | None = None

    def begin(self) -> None:
        """Forget the output of the last execution."""
        self.text, self.count = "", 0

    def shown(self) -> str:
        """Return the output that was kept, with a note if there was more."""
        cut = self.count - len(self.text)
        return f"{self.text}\n[{cut:,} further characters are not shown]" if cut else self.text

    def write(self, text: str) -> int:
        """Write a text, as a text file does."""
        if not is_a(text, str):
            raise TypeError(f"write() argument must be str, not {name_of(type(text))}")
        if self._over():
            return len(text)
        self.count += len(text)
        if self.echo is not None:
            self.echo(text)
        if len(self.text) < KEEP:
            self.text += text[: KEEP - len(self.text)]
        return len(text)

    def writable(self) -> bool:
        """Return True: a program may write."""
        return True

    def flush(self) -> None:
        """Do nothing: there is no buffer."""

    def close(self) -> None:
        """Do nothing: the next execution writes here, too."""

    def isatty(self) -> bool:
        """Return False: it is no terminal."""
        return False

    def reconfigure(self, **options: Any) -> None:
        """Do nothing: the options of a text file make no difference here."""

    def print(
        self, *values: object, sep: str | None = " ", end: str | None = "\n", file: Any = None, flush: bool = False
    ) -> None:
        """Print, as the builtin does, for rewritten code."""
        if file is None:
            file = sys.stdout
            if file is not self:  # redirected to an object of which the model may know nothing
                self._admit("output to a replaced sys.stdout")
        if file is self and (sep is None or type(sep) is str) and (end is None or type(end) is str):
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


class _Bytes(io.RawIOBase):
    """The binary side of the output: ``sys.stdout.buffer``.

    Args:
        output: receives the decoded text.
    """

    def __init__(self, output: Output) -> None:
        self._output = output

    def write(self, data: Any) -> int:
        """Write bytes."""
        raw = bytes(data)
        self._output.write(raw.decode("utf-8", "replace"))
        return len(raw)

    def writable(self) -> bool:
        """Return True: a program may write."""
        return True

    def close(self) -> None:
        """Do nothing: the next execution writes here, too."""
