"""The variables of one call of a function that other functions refer to, one object for each name.

A name alone would not do: every call has variables of its own, and two threads in two calls share none of them.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import FrameType
from typing import Any

from .code_objects import program_frame

PREFIX = "_kata_v"
"""The beginning of the names of local variables that hold a ``Variables``."""
ADDED = ("_kata_", "__kata_")
"""The beginnings of all names that the rewriter adds."""


class Variable(str):
    """A variable of one call: its name, with an identity of its own."""


class Variables(dict[str, Variable]):
    """The variables of one call by name."""

    def __missing__(self, name: str) -> Variable:
        made = self[name] = Variable(name)
        return made


def local_names(frame: FrameType) -> dict[str, Any]:
    """Return what ``locals()`` returns in a frame, without the names that the rewriter has added.

    Of a function it is a copy, as from Python 3.13 on (PEP 667). Before, it is one mapping for all calls, which changes
    whenever somebody looks at the frame's variables, as the recording of an execution does.
    """
    found: dict[str, Any] = frame.f_locals
    if not frame.f_code.co_flags & inspect.CO_OPTIMIZED:  # a module or a class, which has the mapping itself
        return found
    return {name: value for name, value in found.items() if not name.startswith(ADDED)}


def listing(names_of: Callable[[Any], list[str]]) -> Callable[..., list[str]]:
    """Return ``dir``, which lists the local variables of its caller where it is called without an object.

    Args:
        names_of: lists the names of an object.
    """

    def names(*target: Any) -> list[str]:
        return (
            names_of(*target)
            if target
            else sorted(name for name in local_names(program_frame()) if not name.startswith(ADDED))
        )

    return names
