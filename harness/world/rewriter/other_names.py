"""Fields that a class keeps under more than one name, so that an access by one name is one to a field of another.

A class body may repeat a slot (``y = Base.n``), and a property whose functions are of C reads and writes a field
without a line of the program. The location of a field is its own name, so a write to such a field is admitted.
"""

from __future__ import annotations

from operator import attrgetter
from types import FunctionType, GetSetDescriptorType, MemberDescriptorType, MethodType
from typing import Any

from ...common.kinds import bases_of, plain, slots_of, space_of
from .c_callables import METHOD_WRAPPER

EVERY = "*"
"""Stands for every field, where a function of C may reach any."""
NONE: frozenset[str] = frozenset()
_FIELDS = (MemberDescriptorType, GetSetDescriptorType)


class OtherNames:
    """The fields with several names, by the classes met so far."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[type, frozenset[str]] = {}

    def of(self, kind: type) -> frozenset[str]:
        """Return all names of the fields of a class that have more than one; ``EVERY`` among them for any field."""
        found = self._known.get(kind)
        if found is None:
            names = (_names(name, value) for base in bases_of(kind)[:-1] for name, value in space_of(base).items())
            found = self._known[kind] = NONE.union(*names)
        return found

    def written(self, kind: type, name: str) -> bool:
        """True if a field that is assigned, or deleted, may be read under another name."""
        return not self.of(kind).isdisjoint((name, EVERY))

    def changed(self, kind: type) -> bool:
        """Note that a class gets another attribute; return True if that may be one more name of a field."""
        if not slots_of(kind):
            return False
        self._known.clear()
        return True


def _names(name: str, value: Any) -> frozenset[str]:
    """Return the names of the fields that an attribute of a class gives another name."""
    if type(value) in _FIELDS:
        return NONE if value.__name__ == name else frozenset({name, value.__name__})
    if not issubclass(type(value), property):
        return NONE
    functions = (property.__dict__[one].__get__(value) for one in ("fget", "fset", "fdel"))
    return NONE.union(*(_reached(name, one) for one in functions))


def _reached(name: str, function: Any) -> frozenset[str]:
    """Return the names by which a function of a property reaches fields, if it is of C."""
    kind = type(function)
    if function is None or kind is FunctionType or kind is MethodType:
        return NONE
    if kind is attrgetter:
        return frozenset({name, *(plain(path).partition(".")[0] for path in function.__reduce__()[1])})
    if kind is METHOD_WRAPPER and type(function.__self__) in _FIELDS:
        return frozenset({name, function.__self__.__name__})
    return frozenset({EVERY})
