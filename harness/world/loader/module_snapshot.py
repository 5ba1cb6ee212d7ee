"""Whether a loaded module can serve the next execution, too: it can while nothing in it has changed.

Running a file's top level anew for each schedule costs more than a small schedule does. A module
that holds nothing but functions, classes and constants cannot change except by what its names,
its classes' names, its functions' fields and its closures are bound to, or by what its containers of constants
hold; those are compared.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import partial
from operator import is_
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

CONSTANTS = frozenset({
    int, float, complex, str, bytes, bool, type(None), range, slice, object, type(...), type(NotImplemented),
    types.GenericAlias, types.UnionType, types.MemberDescriptorType, types.GetSetDescriptorType,
    types.WrapperDescriptorType, types.MethodDescriptorType,
})  # fmt: skip
HARMLESS = frozenset({"typing", "__future__", "_pytest.mark.structures", "dataclasses", "enum"})
"""Modules whose objects nobody changes."""
ALIKE = ("unittest.mock", "_ANY")
"""Module and name of the class of the one thing that equals everything."""
OURS = str(Path(__file__).resolve().parents[1])
"""Functions of the world itself are alike in all executions."""
BOOKKEEPING = frozenset(
    "__builtins__ __annotations__ __annotations_cache__ __conditional_annotations__ __annotate__ __annotate_func__"
    " __dataclass_fields__ __dataclass_params__ __orig_bases__ __parameters__ __slots__".split()
)
"""What the interpreter or ``dataclass`` leaves in a namespace."""
NOTED = "__slotnames__"
"""What ``copyreg`` notes in a class when an instance of it is first copied; it follows from the class."""


class Snapshot:
    """What a module held when its top level had run.

    Args:
        module: the module, just loaded.
    """

    def __init__(self, module: ModuleType) -> None:
        self._name = module.__name__
        self._path = module.__file__
        self._spaces: list[tuple[Mapping[str, Any], list[str], list[Any]]] = []
        self._cells: list[tuple[types.CellType, Any]] = []
        self._containers: list[tuple[Any, Any]] = []
        self._seen: set[int] = set()
        self.whole = self._keep(vars(module))
        """All that can change is known; if not, the module serves once."""

    def unchanged(self) -> bool:
        """Nothing has been bound to anything else since."""
        try:
            same = all(cell.cell_contents is value for cell, value in self._cells)
        except ValueError:  # emptied by del
            return False
        same = same and all(_same(one, before) for one, before in self._containers)
        return same and all(
            (list(space) == names or _noted(space, names, values)) and all(map(is_, space.values(), values))
            for space, names, values in self._spaces
        )

    def _keep(self, space: Mapping[str, Any]) -> bool:
        self._spaces.append((space, list(space), list(space.values())))
        return all(self._constant(value) for name, value in space.items() if not self._left(name, value))

    def _left(self, name: str, value: Any) -> bool:
        special = name.startswith("__") and name.endswith("__")
        made = isinstance(value, FunctionType) and value.__code__.co_filename != self._path
        return name in BOOKKEEPING or (special and made)

    def _all(self, values: Iterable[Any] | None) -> bool:
        return all(map(self._constant, values or ()))

    def _constant(self, value: Any) -> bool:
        """The value is what it is, or how it could change is kept in mind."""
        kind = type(value)
        if kind in CONSTANTS or _harmless(value) or isinstance(value, ModuleType) or id(value) in self._seen:
            return True
        if kind in (tuple, frozenset):
            return self._all(value)
        if kind is BuiltinFunctionType:
            return value.__self__ is None or isinstance(value.__self__, ModuleType | type)
        if kind is types.MethodType:
            return _of_random(value)
        if kind is property:
            return self._all((value.fget, value.fset, value.fdel))
        if kind in (staticmethod, classmethod):
            return self._constant(value.__func__)
        self._seen.add(id(value))
        if kind is partial:  # such as the world's threading.Lock
            return self._all((value.func, *value.args, *value.keywords.values())) and self._keep(vars(value))
        if kind in (list, dict, set):
            self._containers.append((value, value.copy()))
            return self._all(value) and (kind is not dict or self._all(value.values()))
        if isinstance(value, Enum):
            return self._keep(vars(value))
        if isinstance(value, type):
            return value.__module__ != self._name or self._keep(vars(value))
        return kind is FunctionType and (value.__code__.co_filename.startswith(OURS) or self._function(value))

    def _function(self, function: FunctionType) -> bool:
        for cell in function.__closure__ or ():
            try:
                self._cells.append((cell, cell.cell_contents))
            except ValueError:  # empty
                return False
        defaults = [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
        inside = [cell.cell_contents for cell in function.__closure__ or ()]
        return self._all(defaults) and self._all(inside) and self._keep(vars(function))


def _noted(space: Mapping[str, Any], names: list[str], values: list[Any]) -> bool:
    """All that is new is ``NOTED``, which is kept from now on."""
    if NOTED in names or list(space) != [*names, NOTED]:
        return False
    names.append(NOTED)
    values.append(space[NOTED])
    return True


def _same(one: Any, before: Any) -> bool:
    """A container holds the very things it held, in the same order."""
    if len(one) != len(before) or not all(map(is_, one, before)):
        return False
    return not isinstance(one, dict) or all(map(is_, one.values(), before.values()))


def _of_random(method: types.MethodType) -> bool:
    """A function of the world's ``random``, whose generator begins anew with each execution (``stdlib.py``)."""
    space = method.__func__.__globals__ if isinstance(method.__func__, FunctionType) else {}
    return space.get("__name__") == "random" and space.get("_inst") is method.__self__


def _harmless(value: Any) -> bool:
    kind = type(value)
    if isinstance(value, type):  # an enumeration's class is of a class of ``enum``
        return False
    return kind.__module__ in HARMLESS or (kind.__module__, kind.__name__) == ALIKE
