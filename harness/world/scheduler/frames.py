"""Frames of the code that calls the scheduler. Where the scheduler is compiled, its own functions have none."""

from __future__ import annotations

import os.path
import sys
import threading
from types import FrameType

_HERE = os.path.dirname(os.path.abspath(__file__))
_HARNESS = __name__.partition(".")[0]
"""The package of the harness, under the name by which it is imported."""

OWN_TIME = frozenset({"threading", "queue", "concurrent"})
"""Packages of the standard library that read the clock only for the deadline of a wait, and identifiers of threads for
their own tables."""
THREADING = threading.__file__


def calling_frame() -> FrameType | None:
    """Return the innermost frame that is not one of the scheduler's own functions."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename.startswith(_HERE):
        frame = frame.f_back
    return frame


def program_asks() -> bool:
    """True when code of the program calls into the harness, and not a package of ``OWN_TIME`` for it."""
    frame = calling_frame()
    while frame is not None:
        package = str(frame.f_globals.get("__name__")).partition(".")[0]
        if package != _HARNESS:
            return package not in OWN_TIME
        frame = frame.f_back
    return False
