"""Reads of code objects and frames by the runtime itself.

The audit hook lets a frame of the runtime count as the line of the program that it serves, and refuses a program that
looks at code or frames. The functions of this file are not among those frames, so what the runtime reads for its own
use is not taken for something that the program asked for.
"""

from __future__ import annotations

import sys
from types import CodeType, FrameType, FunctionType, GeneratorType
from typing import Any


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
