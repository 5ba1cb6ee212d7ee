"""The mutable objects that a value leads to: what an operation on the value can read or write."""

from __future__ import annotations

import gc
from collections import deque
from itertools import repeat
from types import CellType, FunctionType, GetSetDescriptorType, MemberDescriptorType
from typing import Any

from ...common.kinds import bases_of, class_has, full_name, module_of, of_class, own_fields, slots_of, space_of
from .classify import TypeModels
from .types import TypeKind

MOST = 10_000
"""Objects after which a walk is given up; more would cost more than it could tell."""
Location = tuple[Any, "str | None"]
"""An object and a field of it; None for the whole object."""


class Reach:
    """Walks from values to the mutable objects behind them.

    Args:
        models: the kinds of types.
    """

    __slots__ = ("models", "of_life", "primitive")

    def __init__(self, models: TypeModels) -> None:
        self.models = models
        self.primitive = ""
        """The type of the last primitive of the simulated world that a walk met."""
        self.of_life = False
        """A walk met a thread."""

    def window(self, view: Any) -> list[Any]:
        """Return the containers that a view, such as ``d.keys()`` or a ``MappingProxyType``, shows."""
        found: list[Any] = []
        for one in gc.get_referents(view):
            kind = self.models.kind(type(one))
            if kind is TypeKind.CONTAINER:
                found.append(one)
            elif kind is TypeKind.VIEW:  # a ``MappingProxyType`` of another one
                found += self.window(one)
        return found

    def contents(self, values: Any, *, fields: bool = False) -> list[Location]:
        """Return every location that a deep operation on the values reads, in the order in which they are met.

        A deep operation compares, shows or copies a container together with its elements. An instance of a class of the
        program is compared or shown by its own, rewritten methods, so only copying reads its fields directly.

        Args:
            values: the values.
            fields: the fields of instances are read, too.
        """
        kinds = self.models.known
        found: list[Location] = []
        seen: set[int] = set()
        todo = deque(values)
        while todo and len(seen) < MOST:
            value = todo.popleft()
            kind = kinds.get(type(value)) or self.models.kind(type(value))
            if kind is TypeKind.SCALAR or kind is TypeKind.CODE or id(value) in seen:
                continue
            seen.add(id(value))
            if kind is TypeKind.UNKNOWN or kind is TypeKind.FOREIGN:
                found.append((value, None))  # what is inside belongs to a library, and may outlive the execution
            elif kind is TypeKind.CONTAINER:
                found.append((value, None))
                todo.extend(_elements(value))
            elif kind is TypeKind.FROZEN:
                found.extend((value, name) for name in exception_fields(type(value)))
                todo.extend(_elements(value))
            elif kind is TypeKind.VIEW:
                todo.extend(self.window(value))
            elif type(value) is repeat:  # its text shows what it repeats
                todo.extend(gc.get_referents(value))
            elif kind is TypeKind.SIMULATED:
                self.primitive = full_name(type(value))
                self.of_life = self.of_life or class_has(type(value), "_bootstrap")
            elif type(value) in self.models.library:
                todo.extend(fields_of(value).values())
            if fields and kind in (TypeKind.PLAIN, TypeKind.FROZEN, TypeKind.CONTAINER):
                own = fields_of(value)
                found.extend((value, name) for name in own)
                # a dataclass's field that is deleted now is read from the class
                declared = of_class(type(value), "__dataclass_fields__", ())
                if type(declared) is dict:
                    found.extend((value, name) for name in declared if name not in own)
                todo.extend(own.values())
        return found

    def everything(self, values: Any) -> list[Location]:
        """Return every location that unknown code could reach from the values."""
        found = self.contents(values, fields=True)
        for value in values:
            if type(value) is FunctionType:
                cells = [cell.cell_contents for cell in value.__closure__ or () if not _empty(cell)]
                found += self.contents(cells, fields=True)
        return found


def fields_of(value: Any) -> dict[str, Any]:
    """Return the fields of an instance by name, without running a line of the program."""
    found = dict(own_fields(value))
    for name, slot in slots_of(type(value)).items():
        try:
            found[name] = slot.__get__(value)
        except AttributeError:  # nothing has been put there yet
            continue
    return found


def exception_fields(kind: type) -> tuple[str, ...]:
    """Return the names of the fields that the ``str`` and ``repr`` of an exception read; none for other types."""
    known = _FIELDS.get(kind)
    if known is None:
        spaces = (space_of(base) for base in bases_of(kind) if module_of(base) == "builtins")
        found = {
            name
            for space in spaces
            for name, value in space.items()
            if type(value) in (GetSetDescriptorType, MemberDescriptorType) and not name.startswith("__")
        }
        known = _FIELDS[kind] = tuple(sorted(found)) if issubclass(kind, BaseException) else ()
    return known


_FIELDS: dict[type, tuple[str, ...]] = {}
"""The fields of exceptions, by the types met so far."""


def _elements(value: Any) -> list[Any]:
    """Return the elements of a container or a frozen object, read by the methods of its built-in base."""
    if issubclass(type(value), BaseException):  # what it was raised from, and where, is not shown
        return [BaseException.__dict__["args"].__get__(value), *fields_of(value).values()]
    for base, read in _READ.items():
        if issubclass(type(value), base):  # isinstance() would ask the object for its class
            return list(read(value))
    if issubclass(type(value), str | bytes | bytearray | memoryview):
        return []
    return [one for one in gc.get_referents(value) if not issubclass(type(one), type)]


def _of_dict(value: Any) -> list[Any]:
    return [*dict.keys(value), *dict.values(value)]


_READ: dict[type, Any] = {
    list: lambda value: list(list.__iter__(value)),
    tuple: lambda value: list(tuple.__iter__(value)),
    dict: _of_dict,
    set: lambda value: list(set.__iter__(value)),
    frozenset: lambda value: list(frozenset.__iter__(value)),
    deque: lambda value: list(deque.__iter__(value)),
}


def _empty(cell: CellType) -> bool:
    try:
        cell.cell_contents  # noqa: B018 - asked for the error of an empty cell
    except ValueError:
        return True
    return False
