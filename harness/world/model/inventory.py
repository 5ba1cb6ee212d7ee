"""The inventory of an interpreter: the syntax nodes, built-in functions, C functions and C types that it has.

The tables of this package are held against it: whatever an interpreter has and no table names is a hole.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import importlib.util
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.machinery import EXTENSION_SUFFIXES
from types import BuiltinFunctionType, ModuleType

from ...common.kinds import full_name
from .classify import made_by_python
from .functions import BUILTINS, FUNCTIONS, MODULES, UNKNOWN
from .syntax import SYNTAX, Meaning
from .types import TYPES, TypeKind

TESTS_OF_CPYTHON = ("_test", "_xx", "xx", "_ctypes_test")
"""How the names of modules begin that exist only to test the interpreter itself."""
HEAP_TYPE = 1 << 9
"""The flag of a type that was made at run time (``Py_TPFLAGS_HEAPTYPE``)."""
HARMLESS_EFFECTS = frozenset("-")
MODELLED, HARMLESS, NOT_KNOWN, HOLE = "modelled", "harmless", "unknown", "hole"


@dataclass
class Survey:
    """The names of one sort of thing, by what the tables say of them.

    Attributes:
        names: by "modelled", "harmless", "unknown" and "hole": the names.
    """

    names: dict[str, list[str]] = field(default_factory=lambda: {MODELLED: [], HARMLESS: [], NOT_KNOWN: [], HOLE: []})

    def count(self, what: str) -> int:
        """Return how many names there are of one of the four sorts."""
        return len(self.names[what])

    def __str__(self) -> str:
        return ", ".join(f"{len(names)} {what}" for what, names in self.names.items())


def c_modules() -> Iterator[ModuleType]:
    """Import every module of the standard library that is written in C, except those that test the interpreter."""
    for name in sorted(sys.stdlib_module_names):
        if name.startswith(TESTS_OF_CPYTHON):
            continue
        try:
            spec = importlib.util.find_spec(name)
        except (ImportError, ValueError):
            continue
        origin = spec.origin if spec is not None else None
        if origin != "built-in" and not (origin or "").endswith(tuple(EXTENSION_SUFFIXES)):
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # some modules are deprecated
            try:
                yield importlib.import_module(name)
            except ImportError:  # not built for this machine
                continue


def syntax_nodes() -> Survey:
    """Return every node class of ``ast`` that stands for a part of a program."""
    tally = Survey()
    for name, node in sorted(vars(ast).items()):
        if isinstance(node, type) and issubclass(node, ast.AST):
            row = SYNTAX.get(name)
            tally.names[HOLE if row is None else MODELLED if row[0] is Meaning.MODELLED else HARMLESS].append(name)
    return tally


def builtin_functions() -> Survey:
    """Return every function among the built-in names."""
    tally = Survey()
    for name, value in sorted(vars(builtins).items()):
        if callable(value) and not isinstance(value, type):
            tally.names[_of_effect(BUILTINS.get(name))].append(name)
    return tally


def c_functions() -> Survey:
    """Return every function of the standard library's C modules."""
    tally = Survey()
    for module in c_modules():
        if module is builtins:
            continue
        for name, value in sorted(vars(module).items()):
            if isinstance(value, BuiltinFunctionType) and isinstance(value.__self__, ModuleType | type(None)):
                home = str(getattr(value, "__module__", None) or module.__name__)
                if home == "builtins":
                    continue
                known = FUNCTIONS.get(f"{home}.{value.__name__}") or MODULES.get(home)
                tally.names[_of_effect(known)].append(f"{module.__name__}.{name}")
    return tally


def c_types() -> Survey:
    """Return every type of C that is alive once all C modules are imported, whether or not it has a public name."""
    libraries = {module.__name__ for module in c_modules()} | sys.stdlib_module_names
    tally, seen, todo = Survey(), set[int](), [object]
    while todo:
        kind = todo.pop()
        if id(kind) in seen:
            continue
        seen.add(id(kind))
        todo += type.__subclasses__(kind)
        home = str(kind.__module__)
        if kind is object or home.partition(".")[0] not in libraries or home.startswith(TESTS_OF_CPYTHON):
            continue
        if made_by_python(kind) or (home == "builtins" and kind.__flags__ & HEAP_TYPE):
            continue  # the latter are of extensions that name no module; the interpreter's own are static
        listed = TypeKind.FROZEN if issubclass(kind, BaseException) else TYPES.get(full_name(kind).replace(" ", "_"))
        what = HOLE if listed is None else _KINDS.get(listed, MODELLED)
        tally.names[what].append(full_name(kind))
    for names in tally.names.values():
        names.sort()
    return tally


_KINDS = {
    TypeKind.SCALAR: HARMLESS,
    TypeKind.CODE: HARMLESS,
    TypeKind.UNKNOWN: NOT_KNOWN,
}


def _of_effect(effect: str | None) -> str:
    if effect is None:
        return HOLE
    if effect == UNKNOWN:
        return NOT_KNOWN
    return HARMLESS if effect in HARMLESS_EFFECTS else MODELLED
