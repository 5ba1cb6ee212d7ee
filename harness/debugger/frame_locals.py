"""The copies of local variables that a debugger leaves in frames, and their removal.

Up to Python 3.12 a frame has a dictionary of its locals from the first time that somebody has asked for ``f_locals``,
and it keeps each value alive. A value that one thread alone has a reference to is none of the schedule's business, and
the references are counted to see that (``harness.world.rewriter.operators``); objects that nobody refers to are
finalized. So a debugger that merely shows a local variable would change the schedule. From 3.13 on there are no copies
(PEP 667).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from inspect import CO_OPTIMIZED
from types import FrameType
from typing import Any

from ..world.recording import object_registry

COPIES = sys.version_info < (3, 13)


def drop_copies(frames: Iterable[FrameType | None]) -> None:
    """Write what a debugger has changed in the copies back to the variables, and empty the copies.

    Args:
        frames: innermost frames; those that have called them are treated as well.
    """
    if not COPIES:
        return
    for innermost in frames:
        frame = innermost
        while frame is not None:
            if frame.f_code.co_flags & CO_OPTIMIZED:  # else the dictionary is no copy
                _write_back(frame)
                _empty(frame, frame.f_locals)  # the copy is full again
            frame = frame.f_back


def _write_back(frame: FrameType) -> None:
    """Write the copy back to the variables, as the interpreter does after each call of a trace function."""
    from ctypes import c_int, py_object, pythonapi

    pythonapi.PyFrame_LocalsToFast(py_object(frame), c_int(1))


def _empty(frame: FrameType, copy: dict[str, Any]) -> None:
    """Empty a copy that is equal to the variables.

    It has to be written back first: else the interpreter would fill it again for the next call of a trace function, or
    write the empty copy back.
    """
    _write_back(frame)
    copy.clear()


@contextmanager
def no_copies() -> Iterator[None]:
    """Let the recording of an execution leave no copies either, which are filled again where frames are traced."""
    if not COPIES:
        yield
        return
    before, object_registry.empty_copy = object_registry.empty_copy, _empty
    try:
        yield
    finally:
        object_registry.empty_copy = before
