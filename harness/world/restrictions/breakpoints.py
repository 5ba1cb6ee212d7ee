"""The calls by which a program asks for a debugger: ``breakpoint()`` and ``pdb.set_trace()``.

A search runs a program thousands of times, with nobody to ask. There such a call does nothing, in no step of its own,
and never reads standard input. Under a debugger that replays one schedule it stops the program.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, NamedTuple

from ...trace import Place

OFF = "0"
"""The value of ``PYTHONBREAKPOINT`` with which ``breakpoint()`` does nothing, as PEP 553 has it."""


class IgnoredCall(NamedTuple):
    """A call that asks for a debugger where there is none.

    Attributes:
        call: the call, as ``breakpoint()``.
        thread: the name of the thread.
        place: the program's line, or None if it is not known.
    """

    call: str
    thread: str
    place: Place | None


class Breakpoints:
    """The functions ``breakpoint`` and ``pdb.set_trace`` of one world.

    Args:
        admit: notes that something ran outside of the model.
        place: returns the program's line that is running now.
        thread: returns the name of the thread that is running now.

    Attributes:
        stop: stops the program in a debugger, with the header that the call gives; None while no debugger is attached.
        ignored: the first call that was ignored, or None.
    """

    def __init__(
        self, admit: Callable[[str], None], place: Callable[[], Place | None], thread: Callable[[], str]
    ) -> None:
        self._admit = admit
        self._place = place
        self._thread = thread
        self._hook = self._called
        self.stop: Callable[[str | None], None] | None = None
        self.ignored: IgnoredCall | None = None

    def breakpoint(self, *args: Any, **words: Any) -> Any:
        """Stop in the debugger, if there is one, as the builtin does; for rewritten code."""
        if sys.breakpointhook is self._hook:
            return self._called(*args, **words)
        self._admit("a breakpoint hook of the program's own")
        return sys.breakpointhook(*args, **words)

    def set_trace(self, *args: Any, header: str | None = None, **words: Any) -> None:
        """Stop in the debugger, if there is one, as ``pdb.set_trace`` does."""
        self._stop("pdb.set_trace()", header)

    def _called(self, *args: Any, **words: Any) -> None:
        if os.environ.get("PYTHONBREAKPOINT") != OFF:
            self._stop("breakpoint()", words.get("header"))

    def _stop(self, call: str, header: str | None) -> None:
        if self.stop is not None:
            self.stop(header)
        elif self.ignored is None:
            self.ignored = IgnoredCall(call, self._thread(), self._place())

    @contextmanager
    def caught(self) -> Iterator[None]:
        """Catch the calls of ``breakpoint()`` in code that is not rewritten, too, inside the block."""
        before, sys.breakpointhook = sys.breakpointhook, self._hook
        try:
            yield
        finally:
            sys.breakpointhook = before

    def module(self) -> ModuleType:
        """Return a copy of ``pdb`` whose ``set_trace`` is this one."""
        import pdb  # programs that do not use it need not wait for it

        copy, set_trace = ModuleType(pdb.__name__, pdb.__doc__), self.set_trace

        class Pdb(pdb.Pdb):
            """``pdb.Pdb``, whose ``set_trace`` stops only in a debugger that replays a schedule."""

            def set_trace(self, *args: Any, **words: Any) -> None:
                set_trace(*args, **words)

        vars(copy).update(vars(pdb))
        vars(copy).update(set_trace=self.set_trace, Pdb=Pdb)
        return copy
