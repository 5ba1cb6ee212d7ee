"""The kind of each type that a program meets, worked out once and kept."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FunctionType, SimpleNamespace
from typing import Any

from ...common.kinds import (
    bases_of,
    flags_of,
    full_name,
    held_by,
    hides_fields,
    module_of,
    own_fields,
    parents_of,
    qualname_of,
    space_of,
)
from ...common.package import PREFIX
from .code_files import file_of
from .types import READERS, TYPES, TypeKind
from .values import VALUE_MODULES

_HEAP = 1 << 9
"""Py_TPFLAGS_HEAPTYPE: a class made while the program runs, by Python code or by a C module."""
SCALARS: frozenset[type] = frozenset({int, float, str, bytes, bool, complex, type(None)})
"""Types that every operation may meet without a second look."""
SILENT = frozenset({TypeKind.SCALAR, TypeKind.FROZEN, TypeKind.PLAIN, TypeKind.SIMULATED, TypeKind.CODE})
"""Kinds whose instances have no contents of their own that an operator could read."""
TEST_TOOLS = frozenset({"pytest", "_pytest"})
"""Packages whose objects a contract may use: each is used by one thread."""
OPERATORS = frozenset(
    "__getitem__ __setitem__ __delitem__ __iter__ __next__ __len__ __bool__ __contains__ __call__ __enter__ __exit__"
    " __add__ __radd__ __iadd__ __sub__ __rsub__ __isub__ __mul__ __rmul__ __imul__ __matmul__ __rmatmul__ __imatmul__"
    " __truediv__ __rtruediv__ __itruediv__ __floordiv__ __rfloordiv__ __ifloordiv__ __mod__ __rmod__ __imod__"
    " __divmod__ __rdivmod__ __pow__ __rpow__ __ipow__ __lshift__ __rlshift__ __ilshift__ __rshift__ __rrshift__"
    " __irshift__ __and__ __rand__ __iand__ __or__ __ror__ __ior__ __xor__ __rxor__ __ixor__ __neg__ __pos__ __abs__"
    " __invert__ __eq__ __ne__ __lt__ __le__ __gt__ __ge__ __hash__ __repr__ __str__ __format__ __reversed__"
    " __getattr__ __getattribute__ __setattr__ __delattr__ __index__ __int__ __float__ __missing__".split()
)
"""The special methods that an operator, a statement or a built-in function calls by itself."""


class TypeModels:
    """Classifies types for one world.

    Args:
        rewritten: tells whether a Python function is rewritten code, which announces its own accesses.
        simulated: tells whether a class belongs to the simulated standard library.
    """

    __slots__ = ("_readers", "_rewritten", "_simulated", "containers", "known", "library", "silent")

    def __init__(self, rewritten: Callable[[FunctionType], bool], simulated: Callable[[type], bool]) -> None:
        self._rewritten = rewritten
        self._simulated = simulated
        self.known: dict[type, TypeKind] = {}
        """The kind of each type met so far."""
        self.silent: set[type] = set(SCALARS)
        """Of those, the types whose instances have no contents of their own that an operator could read."""
        self.containers: set[type] = set()
        """Of those, the mutable types."""
        self.library: set[type] = set()
        """Of those, the types with methods of the standard library that are not rewritten."""
        self._readers: dict[type, frozenset[str]] = {}

    def kind(self, kind: type) -> TypeKind:
        """Return the kind of a type."""
        found = self.known.get(kind)
        if found is None:
            found = self.known[kind] = self._classify(kind)
            if found in _WITH_FIELDS and self.of_library(kind):
                self.library.add(kind)
            if found in SILENT:
                self.silent.add(kind)
            elif found is TypeKind.CONTAINER:
                self.containers.add(kind)
        return found

    def is_of_c(self, kind: type) -> bool:
        """True for a mutable type of C, but for a namespace, which has no fields but those of the program."""
        return self.kind(kind) is TypeKind.CONTAINER and kind is not SimpleNamespace and not made_by_python(kind)

    def readers(self, kind: type) -> frozenset[str]:
        """Return the methods of a container's type that change nothing."""
        found = self._readers.get(kind)
        if found is None:
            names = (full_name(one) for one in bases_of(kind))
            found = self._readers[kind] = next((READERS[name] for name in names if name in READERS), frozenset())
        return found

    def of_library(self, kind: type) -> bool:
        """True for a class with methods that are not rewritten, which use the fields of its instances unseen."""
        if module_of(kind) == "typing":
            return True  # a type such as Annotated[int, items]
        for base in bases_of(kind)[:-1]:
            if self._simulated(base):
                return False
            methods = map(_function, space_of(base).values())
            if any(type(one) is FunctionType and self._uses_fields(one) for one in methods):
                return True
        return False

    def _uses_fields(self, function: FunctionType) -> bool:
        module = str(function.__module__)
        return module not in WITHOUT_FIELDS and not module.startswith(PREFIX) and not self._rewritten(function)

    def _classify(self, kind: type) -> TypeKind:
        foreign = hides_fields(kind)
        for base in bases_of(kind):
            if base is object:
                break
            if self._simulated(base):
                return TypeKind.SIMULATED
            if module_of(base).partition(".")[0] in TEST_TOOLS and genuine(base):
                return TypeKind.SCALAR
            listed = TYPES.get(full_name(base))
            if listed is not None and genuine(base):
                mutable = listed in (TypeKind.CONTAINER, TypeKind.ITERATOR, TypeKind.UNKNOWN, TypeKind.VIEW)
                return listed if mutable or not foreign else TypeKind.FOREIGN
            if not made_by_python(base):
                if issubclass(base, BaseException):
                    continue  # its own methods are those of BaseException, which has a row
                return TypeKind.UNKNOWN
            foreign = foreign or self._has_foreign_operators(base)
        return TypeKind.FOREIGN if foreign else TypeKind.PLAIN

    def _has_foreign_operators(self, base: type) -> bool:
        return any(
            type(value) is FunctionType
            and not self._rewritten(value)
            # ``make_dataclass`` makes the methods of a class out of texts, in the module ``types``
            and (file_of(value) == MADE_OF_TEXT or not _is_harmless(str(value.__module__)))
            for name, value in space_of(base).items()
            if name in OPERATORS
        )


_WITH_FIELDS = frozenset({TypeKind.PLAIN, TypeKind.FOREIGN, TypeKind.SCALAR})
MADE_OF_TEXT = "<string>"
"""The file that the interpreter gives to code which it makes of a text; rewritten code has another one."""
WITHOUT_FIELDS = frozenset("abc typing typing_extensions collections.abc _collections_abc numbers".split())
"""Modules whose classes add methods to those of the program, and keep nothing in their instances."""
_BY_PYTHON = frozenset({FunctionType, property, classmethod, staticmethod})


def _is_harmless(module: str) -> bool:
    """True for functions of the world itself, such as the hash that it gives a class, and for those of values."""
    return module in VALUE_MODULES or module.startswith(PREFIX)


def genuine(kind: type) -> bool:
    """True unless a class of the program only carries the name of a type in the tables."""
    if not flags_of(kind) & _HEAP:
        return True
    found: Any = sys.modules.get(module_of(kind))
    for part in qualname_of(kind).split("."):
        found = (space_of(found) if issubclass(type(found), type) else own_fields(found)).get(part)
    return found is kind or not made_by_python(kind)


def made_by_python(kind: type) -> bool:
    """True if a class statement, or a call of ``type``, made the class, and not a C module."""
    if not flags_of(kind) & _HEAP:
        return False
    space = space_of(kind)
    if "__dict__" in space or "__weakref__" in space or "__slots__" in space or "__firstlineno__" in space:
        return True
    if any(type(value) in _BY_PYTHON for value in space.values()):
        return True
    # a class without anything of its own adds nothing to its bases: it is of their making
    return any(base is not object and (made_by_python(base) or full_name(base) in TYPES) for base in parents_of(kind))


def _function(value: Any) -> Any:
    """Return the function of a property or method, without calling a ``__getattr__`` of the program."""
    found = (held_by(value, name) for name in ("fget", "__func__"))
    return next((one for one in found if one is not None), value)
