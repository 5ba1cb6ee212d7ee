"""The integrity check: finds out whether code under test has changed functions or classes that the harness relies on.

A kata's file runs in the same interpreter as the harness: it can put another ``len`` into ``builtins``, or another
``summarize`` into ``harness.explorer.summary``. So the worker records, before it loads such code, every function and
class that it relies on, and compares them after each job. A pass from a process in which something was changed is worth
nothing.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from operator import is_
from types import FunctionType, ModuleType
from typing import Any

from ...common.package import ALIAS, PACKAGE
from ...world.coroutines import IMPLEMENTATION

RELIED_ON = (
    *IMPLEMENTATION,
    *"builtins sys os io time json json.encoder json.decoder hmac hashlib random operator re copy types functools"
    " itertools collections collections.abc contextlib dataclasses weakref threading _thread _threading_local queue"
    " signal ast inspect enum importlib importlib.util traceback linecache"
    " abc _abc _weakref _json _random _operator _collections _functools".split(),
)
"""Modules, in addition to those of the harness, whose functions and classes must not change."""
LIVE = frozenset({("sys", "stdout"), ("sys", "stderr"), ("sys", "stdin"), ("sys", "last_exc"), ("sys", "last_value")})
"""Names that change in normal operation."""
FINDERS = ("meta_path", "path_hooks")
"""Lists of ``sys`` that must not change: what finds a module decides what the harness gets when it imports one."""
Entry = tuple[str, dict[str, Any], dict[str, Any]]
Known = tuple[FunctionType, Any, Any, Any]


def integrity_check() -> Callable[[], str]:
    """Record the harness and the modules it relies on, and return a function that names the first change since, or "".

    It is a closure for the same reason as ``channel.sender``.
    """
    entries: list[Entry] = []
    functions: list[tuple[str, Known]] = []
    modules: dict[str, ModuleType] = {}
    ours: list[tuple[str, dict[str, Any], frozenset[str]]] = []
    seen: set[int] = set()
    for name, module in sorted(sys.modules.items()):
        own = name.partition(".")[0] == PACKAGE
        if name.partition(".")[0] == ALIAS:
            modules[name] = module
        elif own or name in RELIED_ON:
            modules[name] = module
            names = vars(module)
            _record(name, names, entries, functions, seen)
            if own:
                ours.append((name, names, frozenset(names)))
    system = vars(sys)
    finders = [(f"sys.{name}", name, system[name], list(system[name])) for name in FINDERS]
    registered, is_module = sys.modules, ModuleType
    referents, every, pairs, size, same_object = gc.get_referents, all, map, len, is_
    # Each read of __code__ or of the defaults raises an audit event, and these events are most of the check's cost.
    # gc.get_referents returns these objects of all functions in one call. It also returns objects that may change, such
    # as annotations: so if its answer differs, the fields are read one by one.
    watched = tuple(known[0] for _, known in functions)
    held = referents(*watched)

    def changed() -> str:
        nonlocal held
        for name, module in modules.items():
            if registered.get(name) is not module:
                return f"the module {name}"
        for where, names, before in entries:
            for key, value in before.items():
                if names.get(key) is not value:
                    return f"{where}.{key}"
        for where, listed, finder_list, before_it in finders:
            same = size(finder_list) == size(before_it) and system.get(listed) is finder_list
            if not same or not every(pairs(same_object, finder_list, before_it)):
                return where
        now = referents(*watched)
        if size(now) != size(held) or not every(pairs(same_object, now, held)):
            for where, (function, code, defaults, words) in functions:
                same = function.__code__ is code and function.__defaults__ is defaults
                if not same or function.__kwdefaults__ is not words:
                    return where
            held = now
        for name, names, known in ours:
            if len(names) > len(known):
                for key in names.keys() - known:  # a new global of the harness would shadow a builtin of that name
                    if not isinstance(names[key], is_module):
                        return f"{name}.{key}"
        return ""

    return changed


def _record(where: str, names: Any, entries: list[Entry], functions: list[tuple[str, Known]], seen: set[int]) -> None:
    """Record every function and class of a namespace, and what those classes contain."""
    recorded: dict[str, Any] = {}
    for key, value in list(names.items()):
        if (where, key) in LIVE or isinstance(value, ModuleType) or not (callable(value) or _is_accessor(value)):
            continue
        recorded[key] = value
        inner = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
        if isinstance(inner, FunctionType) and id(inner) not in seen:
            seen.add(id(inner))
            known = (inner, inner.__code__, inner.__defaults__, inner.__kwdefaults__)
            functions.append((_qualified(inner), known))
        elif isinstance(value, type) and id(value) not in seen and value.__flags__ & _HEAP:
            seen.add(id(value))
            _record(_qualified(value), vars(value), entries, functions, seen)
    entries.append((where, names, recorded))


def _qualified(value: FunctionType | type) -> str:
    """Return the qualified name in the module that defines a function or class, even if another re-exports it."""
    return f"{value.__module__}.{value.__qualname__}"


def _is_accessor(value: Any) -> bool:
    return isinstance(value, property | staticmethod | classmethod)


_HEAP = 1 << 9
"""Py_TPFLAGS_HEAPTYPE: a class whose attributes can be changed."""
