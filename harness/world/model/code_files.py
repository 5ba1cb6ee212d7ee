"""The files of functions. Whoever looks at code needs a frame, or it counts as the program: this is never compiled."""

from __future__ import annotations

from types import FunctionType


def file_of(function: FunctionType) -> str:
    """Return the name of the file in which a function is written."""
    return function.__code__.co_filename
