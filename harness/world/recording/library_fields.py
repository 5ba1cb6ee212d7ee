"""The fields of primitives, which a tracer reads at nearly each operation."""

from __future__ import annotations

from typing import Any

from ...common.kinds import MISSING, held_by

WORLD = frozenset({"threading", "_thread"})
"""The modules of the primitives."""


class LibraryFields:
    """Reads what an object keeps under a name, without running code of the program."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: set[type] = set()
        """Classes of the simulated library, whose instances can be asked; those of the program may run its code."""

    def held(self, obj: Any, name: str, default: Any = MISSING) -> Any:
        """Return what an object keeps under a name.

        Args:
            obj: the object.
            name: of the field.
            default: returned if there is none.
        """
        kind = type(obj)
        if kind not in self._known:
            if type(kind) is not type or kind.__module__ not in WORLD or kind.__getattribute__ is not _PLAIN:
                return held_by(obj, name, default)
            self._known.add(kind)
        return getattr(obj, name, default)

    def has(self, obj: Any, name: str) -> bool:
        """True if an object keeps something under a name."""
        return self.held(obj, name) is not MISSING


_PLAIN: Any = object.__getattribute__
