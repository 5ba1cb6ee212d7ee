"""Modules of the standard library that are rewritten for the world, because programs share objects of their classes.

``UserDict``, what ``dataclasses`` generates, ``copy``, ``cached_property``, ``lru_cache``, ``random``: their code is
Python, and other threads can run between its lines. So they are loaded from the interpreter's source, rewritten as
the program's own files are. C accelerators of such a module are left out only where they hold state.
"""

from __future__ import annotations

import ast
import collections
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache, wraps
from types import CodeType, ModuleType
from typing import Any

from ...common.kinds import is_a, of_class, space_of
from ...common.syntax_trees import walk
from ..rewriter.changing_attributes import ANY_ATTRIBUTE
from ..rewriter.rewriter import rewrite
from ..scheduler.object_numbers import gives_numbers
from .interpreter_source import source_of

REWRITTEN = frozenset(
    "bisect contextlib copy dataclasses functools graphlib heapq json json.decoder json.encoder json.scanner random"
    " reprlib statistics weakref _weakrefset".split()
)
"""Modules that a program gets rewritten."""
LEFT_OUT = {"functools": ("_functools", ("_lru_cache_wrapper",)), "weakref": ("_weakref", ())}
"""By module: a C module, and the names in it that the module's own Python code replaces."""
COUNTERS = frozenset({"hits", "misses"})
"""Variables that ``lru_cache`` increases in one step where it is written in C."""
QUIET = {
    "contextlib": "contextmanager asynccontextmanager",
    "dataclasses": "_process_class field Field.__set_name__",
    "functools": "update_wrapper total_ordering singledispatch lru_cache _lru_cache_wrapper cached_property.__init__"
    " cached_property.__set_name__",
}
"""By module: functions that make a class or a function, which no other thread can have yet: they announce nothing."""
CLASSES = ("UserDict", "UserList", "UserString", "ChainMap", "Counter")
"""Classes of ``collections`` that are written in Python; all else in it is C."""


@cache
def code_of(name: str) -> tuple[CodeType, str, bool]:
    """Return the rewritten code of a module, its file, and whether it is a package."""
    source = source_of(name)
    tree = ast.parse(source.text, source.path)
    for node in walk(tree):
        if isinstance(node, ast.AugAssign) and getattr(node.target, "id", "") in COUNTERS:
            node._kata_atomic = True  # type: ignore[attr-defined]  # a mark for the rewriter
    code = compile(rewrite(tree, ANY_ATTRIBUTE), source.path, "exec", dont_inherit=True)
    return code, source.path, source.is_package


def without(module: str, imported: ModuleType) -> ModuleType:
    """Return a C module as a rewritten module sees it: without the names that its Python code replaces."""
    left = LEFT_OUT.get(module)
    if left is None or left[0] != imported.__name__ or not left[1]:
        return imported
    copy = ModuleType(imported.__name__)
    vars(copy).update({name: value for name, value in vars(imported).items() if name not in left[1]})
    return copy


def quieten(module: ModuleType, silence: Callable[[], AbstractContextManager[None]]) -> None:
    """Let the functions of ``QUIET`` announce nothing.

    Args:
        module: the rewritten module.
        silence: nothing that happens within this context is announced.
    """
    for path in QUIET.get(module.__name__, "").split():
        owner: Any = module
        *above, name = path.split(".")
        for part in above:
            owner = getattr(owner, part)
        if name in vars(owner):
            made = _quiet(vars(owner)[name], silence)
            setattr(owner, name, _hashing(made) if name == "_process_class" else made)


def _quiet(function: Any, silence: Callable[[], AbstractContextManager[None]]) -> Any:
    @wraps(function)
    def call(*args: Any, **words: Any) -> Any:
        with silence():
            return function(*args, **words)

    call.__module__ = __name__  # a function of the world's, which announces nothing by itself
    return call


def _hashing(function: Any) -> Any:
    """Return the function that makes a dataclass, which must not see the hash that the world has set."""

    @wraps(function)
    def call(kind: Any, *args: Any, **words: Any) -> Any:
        given = space_of(kind).get("__hash__") if is_a(kind, type) else None
        if not gives_numbers(given):
            return function(kind, *args, **words)
        type.__delattr__(kind, "__hash__")
        made = function(kind, *args, **words)
        if of_class(made, "__hash__") is object.__hash__:
            type.__setattr__(made, "__hash__", given)
        return made

    return call


class Collections(ModuleType):
    """``collections`` as a program sees it: the C types as they are, the Python classes rewritten when asked for.

    Args:
        load: loads the rewritten module.
    """

    def __init__(self, load: Callable[[], ModuleType]) -> None:
        super().__init__("collections", collections.__doc__)
        vars(self).update({name: value for name, value in vars(collections).items() if name not in CLASSES})
        vars(self)["_load_rewritten"] = load

    def __getattr__(self, name: str) -> Any:
        if name not in CLASSES:
            raise AttributeError(f"module 'collections' has no attribute {name!r}")
        value = getattr(vars(self)["_load_rewritten"](), name)
        setattr(self, name, value)
        return value
