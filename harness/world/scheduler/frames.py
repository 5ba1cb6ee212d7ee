"""Frames of the code that calls the scheduler. Where the scheduler is compiled, its own functions have none."""

from __future__ import annotations

import os.path
import sys
from types import FrameType

_HERE = os.path.dirname(os.path.abspath(__file__))


def calling_frame() -> FrameType | None:
    """Return the innermost frame that is not one of the scheduler's own functions."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename.startswith(_HERE):
        frame = frame.f_back
    return frame
