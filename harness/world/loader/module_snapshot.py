"""The snapshot of a loaded module, by which the next execution can tell whether it may reuse the module.

Executing a file's top level again for each schedule takes longer than a small schedule does. A module that contains
nothing but functions, classes and constants can change only by new bindings of its names, of its classes' names, of
its functions' fields and of its closures, or by new items of its containers of constants. Those are compared.
"""

from __future__ import annotations

import ast
import dataclasses
import sys
import types
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import lru_cache, partial
from operator import is_
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, MappingProxyType, ModuleType
from typing import Any

from ... import trace
from ...common.syntax_trees import walk

CONSTANTS = frozenset({
    int, float, complex, str, bytes, bool, type(None), range, object, type(...), type(NotImplemented),
    types.GenericAlias, types.UnionType, types.MemberDescriptorType, types.GetSetDescriptorType,
    types.WrapperDescriptorType, types.MethodDescriptorType,
    type(dataclasses.MISSING),  # from 3.15 on a sentinel(), a class of builtins
})  # fmt: skip
IMMUTABLE = frozenset({"typing", "__future__", "_pytest.mark.structures", "dataclasses", "enum"})
"""Modules whose objects never change."""
ANY = ("unittest.mock", "_ANY")
"""Module and name of the class of ``unittest.mock.ANY``, which equals everything."""
OURS = str(Path(str(trace.__file__)).resolve().parent / "world")
"""Functions of the world itself are the same in all executions."""
BOOKKEEPING = frozenset(
    "__builtins__ __spec__ __loader__ __annotations__ __annotations_cache__ __conditional_annotations__ __annotate__"
    " __annotate_func__ __dataclass_fields__ __dataclass_params__ __orig_bases__ __parameters__ __slots__".split()
)
"""Names that the interpreter, an import or ``dataclass`` puts into a namespace."""
SLOT_NAMES = "__slotnames__"
"""Put into a class by ``copyreg`` when an instance of it is first copied; the value depends on the class alone."""

HIDDEN_FIELDS = frozenset(
    "__doc__ __name__ __qualname__ __module__ __code__ __defaults__ __type_params__ __bases__ __annotate__".split()
)
HIDDEN_DICTS = frozenset({"__annotations__", "__kwdefaults__"})
CACHED = 256
"""Files of which it is cached whether they set such fields."""


class Snapshot:
    """The content of a module, and of those that it imports, right after their top levels were executed.

    Args:
        module: the module, just loaded.
        others: further modules of the program that its top level has imported, by name.
    """

    def __init__(self, module: ModuleType, others: Mapping[str, ModuleType] = MappingProxyType({})) -> None:
        self.others = dict(others)
        self._own = {module.__name__, *others}
        self._path: str | None = None
        self._spaces: list[tuple[Mapping[str, Any], list[str], list[Any]]] = []
        self._empty: list[Mapping[str, Any]] = []
        """Namespaces without a name, such as the fields of most functions."""
        self._cells: list[tuple[types.CellType, Any]] = []
        self._containers: list[tuple[Any, Any]] = []
        self._partials: list[tuple[partial[Any], dict[str, Any]]] = []
        """With their keywords, of which no reference is kept: the runtime counts those to an object."""
        self._seen: set[int] = set()
        self.whole = all(self._module(one) for one in (module, *others.values()))
        """Everything that can change is recorded; if not, the modules cannot be reused."""

    def unchanged(self) -> bool:
        """True when nothing in the modules has changed since."""
        try:
            same = all(cell.cell_contents is value for cell, value in self._cells)
        except ValueError:  # emptied by del
            return False
        if not same or any(self._empty) or not all(_same(one, before) for one, before in self._containers):
            return False
        if not all(_same(one.keywords, before) for one, before in self._partials):
            return False
        for space, names, values in self._spaces:  # a plain loop: it runs before each schedule
            if list(space) != names and not _only_slot_names(space, names, values):
                return False
            if not all(map(is_, space.values(), values)):
                return False
        return True

    def _module(self, module: ModuleType) -> bool:
        self._path = module.__file__
        return self._record(vars(module))

    def _record(self, space: Mapping[str, Any]) -> bool:
        if not space:
            self._empty.append(space)
            return True
        self._spaces.append((space, list(space), list(space.values())))
        return all(self._constant(value) for name, value in space.items() if not self._is_bookkeeping(name, value))

    def _is_bookkeeping(self, name: str, value: Any) -> bool:
        special = name.startswith("__") and name.endswith("__")
        made = isinstance(value, FunctionType) and value.__code__.co_filename != self._path
        return name in BOOKKEEPING or (special and made)

    def _all(self, values: Iterable[Any] | None) -> bool:
        return all(map(self._constant, values or ()))

    def _constant(self, value: Any) -> bool:
        """True when the value cannot change, or everything in it that can change is recorded."""
        kind = type(value)
        if kind in CONSTANTS or _immutable(value) or isinstance(value, ModuleType) or id(value) in self._seen:
            return True
        if kind in (tuple, frozenset):
            return self._all(value)
        if kind is slice:
            return self._all((value.start, value.stop, value.step))
        if kind is BuiltinFunctionType:
            return value.__self__ is None or isinstance(value.__self__, ModuleType | type)
        if kind is types.MethodType:
            of_module = isinstance(value.__self__, ModuleType)  # such as the world's time.sleep
            return _of_random(value) or (of_module and self._constant(value.__func__))
        if kind is property:
            return self._all((value.fget, value.fset, value.fdel))
        if kind in (staticmethod, classmethod):
            return self._constant(value.__func__)
        self._seen.add(id(value))
        if kind is partial:  # such as the world's threading.Lock
            self._partials.append((value, value.keywords.copy()))
            return self._all((value.func, *value.args, *value.keywords.values())) and self._record(vars(value))
        if kind in (list, dict, set):
            self._containers.append((value, value.copy()))
            return self._all(value) and (kind is not dict or self._all(value.values()))
        if isinstance(value, Enum):
            return self._record(vars(value))
        if isinstance(value, type):
            # a class that type() has made may name a module that does not exist
            elsewhere = value.__module__ not in self._own and value.__module__ in sys.modules
            return elsewhere or self._record(vars(value))
        return kind is FunctionType and (value.__code__.co_filename.startswith(OURS) or self._function(value))

    def _function(self, function: FunctionType) -> bool:
        for cell in function.__closure__ or ():
            try:
                self._cells.append((cell, cell.cell_contents))
            except ValueError:  # empty
                return False
        defaults = [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
        inside = [cell.cell_contents for cell in function.__closure__ or ()]
        return self._all(defaults) and self._all(inside) and self._record(vars(function))


@lru_cache(maxsize=CACHED)
def sets_hidden_fields(tree: ast.Module) -> bool:
    """Return whether code may change a field of a function or a class that is in no namespace, and so not compared."""
    for node in walk(tree):
        name = node.attr if isinstance(node, ast.Attribute) else node.value if isinstance(node, ast.Constant) else None
        written = isinstance(node, ast.Constant) or not isinstance(getattr(node, "ctx", None), ast.Load)
        if name in HIDDEN_DICTS or (name in HIDDEN_FIELDS and written):
            return True
    return False


def _only_slot_names(space: Mapping[str, Any], names: list[str], values: list[Any]) -> bool:
    """True when the only new name is ``SLOT_NAMES``, which is recorded from now on."""
    if SLOT_NAMES in names or list(space) != [*names, SLOT_NAMES]:
        return False
    names.append(SLOT_NAMES)
    values.append(space[SLOT_NAMES])
    return True


def _same(one: Any, before: Any) -> bool:
    """True when a container holds the same objects as before, in the same order."""
    if len(one) != len(before) or not all(map(is_, one, before)):
        return False
    return not isinstance(one, dict) or all(map(is_, one.values(), before.values()))


def _of_random(method: types.MethodType) -> bool:
    """True for a method of the world's ``random``, which is seeded again for each execution (``modules.py``)."""
    space = method.__func__.__globals__ if isinstance(method.__func__, FunctionType) else {}
    return space.get("__name__") == "random" and space.get("_inst") is method.__self__


def _immutable(value: Any) -> bool:
    kind = type(value)
    if isinstance(value, type):  # the class of an enumeration has a metaclass from ``enum``
        return False
    return kind.__module__ in IMMUTABLE or (kind.__module__, kind.__name__) == ANY
