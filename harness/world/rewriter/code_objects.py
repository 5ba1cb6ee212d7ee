"""Reads of code objects and frames by the runtime itself.

The audit hook lets a frame of the runtime count as the line of the program that it serves, and refuses a program that
looks at code or frames. The functions of this file are not among those frames, so what the runtime reads for its own
use is not taken for something that the program asked for.
"""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from types import CodeType, FrameType, FunctionType, GeneratorType
from typing import Any

CODE_UNIT = 2
"""Bytes; ``f_lasti`` counts bytes, and ``co_positions()`` has an entry for each unit."""
CACHED = 1_024
"""Code objects whose spans are cached."""
WORLD = os.path.join(os.path.dirname(os.path.dirname(__file__)), "")
"""The folder of the simulated world."""

Span = tuple[int, int, int, int]
"""First line, last line, first column and last column."""


def code_of(function: FunctionType) -> CodeType:
    """Return the code of a function."""
    return function.__code__


def runs_in(generator: GeneratorType[Any, Any, Any], frame: FrameType) -> bool:
    """True if this is the frame of the generator."""
    return generator.gi_frame is frame


def caller_frame(depth: int = 0) -> FrameType:
    """Return the frame of the caller's caller.

    Args:
        depth: how many frames further up.
    """
    return sys._getframe(2 + depth)


def program_frame() -> FrameType:
    """Return the frame of the line that calls a function of the runtime, perhaps by way of others or of C."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and frame.f_code.co_filename.startswith(WORLD):
        frame = frame.f_back
    return frame or sys._getframe(2)


@lru_cache(maxsize=CACHED)
def spans(code: CodeType) -> list[Span]:
    """Return the part of the source that each instruction of a code object comes from."""
    found = [tuple(number or 0 for number in span) for span in code.co_positions()]
    return [(line, end_line, column, end_column) for line, end_line, column, end_column in found]


def span_of(frame: FrameType) -> Span:
    """Return the part of the source that a frame executes."""
    return spans(frame.f_code)[frame.f_lasti // CODE_UNIT]
