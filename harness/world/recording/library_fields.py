"""The fields of primitives, which a tracer reads at nearly each operation, without running code of the program."""

from __future__ import annotations

from typing import Any

from ...common.kinds import class_has, has, held_by
from ..scheduler.thread import Thread
from .locations import BUILTIN_CONTAINERS

WORLD = frozenset({"threading", "_thread"})
"""The modules of the primitives."""
LASTING = WORLD | {"builtins", Thread.__module__}
"""The modules of the classes of nearly all objects of operations, which outlive every execution."""
PLAIN: Any = object.__getattribute__


class LibraryFields:
    """Reads fields as ``held_by`` and ``has`` do.

    It remembers the classes of the simulated library, whose instances can be asked; those of the program may run its
    code.
    """

    __slots__ = ("_known", "_locks")

    def __init__(self) -> None:
        self._known: set[type] = set()
        self._locks: dict[type, bool] = {}

    def held(self, obj: Any, name: str, default: Any = None) -> Any:
        """Return what an object keeps under a name, itself or in its class.

        Args:
            obj: the object.
            name: of the field.
            default: returned if there is none.
        """
        if type(obj) in self._known or self._learns(type(obj)):
            return getattr(obj, name, default)
        return held_by(obj, name, default)

    def has(self, obj: Any, name: str) -> bool:
        """True if an object, or its class, keeps something under a name."""
        if type(obj) in self._known or self._learns(type(obj)):
            return hasattr(obj, name)
        return has(obj, name)

    def is_lock(self, kind: type) -> bool:
        """True for a class of locks."""
        known = self._locks.get(kind)
        if known is None:
            known = class_has(kind, "_kata_hidden")
            if type(kind) is type and kind.__module__ in LASTING:
                self._locks[kind] = known
        return known

    def label(self, obj: Any) -> object:
        """Return what is the same of an object in all executions. An object that can change its class has no more."""
        kind = type(obj)
        return obj if kind is str else kind if kind in BUILTIN_CONTAINERS else self.is_lock(kind)

    def _learns(self, kind: Any) -> bool:
        if type(kind) is not type or kind.__module__ not in WORLD or kind.__getattribute__ is not PLAIN:
            return False
        self._known.add(kind)
        return True
