"""The fields of primitives, which a tracer reads at nearly each operation, without running code of the program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...common.kinds import MISSING, held_by

WORLD = frozenset({"threading", "_thread"})
"""The modules of the primitives."""


def library_fields() -> tuple[Callable[..., Any], Callable[[Any, str], bool]]:
    """Return the function that reads a field as ``held_by`` does, and the one that tells whether there is such a field.

    They remember the classes of the simulated library, whose instances can be asked; those of the program may run its
    code.
    """
    known: set[type] = set()
    plain: Any = object.__getattribute__

    def learns(kind: Any) -> bool:
        if type(kind) is not type or kind.__module__ not in WORLD or kind.__getattribute__ is not plain:
            return False
        known.add(kind)
        return True

    def held(obj: Any, name: str, default: Any = None) -> Any:
        if type(obj) in known or learns(type(obj)):
            return getattr(obj, name, default)
        return held_by(obj, name, default)

    def has(obj: Any, name: str) -> bool:
        if type(obj) in known or learns(type(obj)):
            return hasattr(obj, name)
        return held_by(obj, name, MISSING) is not MISSING

    return held, has
