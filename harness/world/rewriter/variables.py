"""The variables of one call of a function that other functions refer to, one object for each name.

A name alone would not do: every call has variables of its own, and two threads in two calls share none of them.
"""

from __future__ import annotations

import inspect
import sys
from types import FrameType
from typing import Any

PREFIX = "_kata_v"
"""The beginning of the names of local variables that hold a ``Variables``."""


class Variable(str):
    """A variable of one call: its name, with an identity of its own."""


class Variables(dict[str, Variable]):
    """The variables of one call by name."""

    def __missing__(self, name: str) -> Variable:
        made = self[name] = Variable(name)
        return made


def local_names(frame: FrameType) -> dict[str, Any]:
    """Return what ``locals()`` returns in a frame, without the names that the rewriter has added."""
    found: dict[str, Any] = frame.f_locals
    if not frame.f_code.co_flags & inspect.CO_OPTIMIZED:  # a module or a class, which has the mapping itself
        return found
    if sys.version_info < (3, 13) and not any(name.startswith(PREFIX) for name in found):
        return found  # one mapping for all calls; from 3.13 on each call has a copy
    return {name: value for name, value in found.items() if not name.startswith(PREFIX)}
