"""State of the interpreter that a program can change and that would live on into the next execution.

``os.environ``, attributes and containers of the standard library's modules, warnings' filters, entries of
``sys.modules``: each is recorded when the program first imports its module, and put back before each execution. A
program that imports none of these modules pays nothing.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from operator import is_
from types import ModuleType
from typing import Any

MOST_ITEMS = 500
"""Containers with more items are not recorded."""
LEFT_ALONE = frozenset(
    {"stdout", "stderr", "stdin", "breakpointhook", "modules", "last_type", "last_value", "last_traceback", "last_exc"}
)
"""Names of ``sys`` that others look after."""
LAZY = frozenset({"collections", "collections.abc", "threading", "_thread"})
"""Modules of the world that fill themselves when used, or that the library itself renews."""


class ModuleState:
    """The attributes and the public containers of one module.

    Args:
        module: the module, before the program has used it.
    """

    def __init__(self, module: ModuleType) -> None:
        self._module = module
        self._space = vars(module)
        self._kept = LEFT_ALONE if module.__name__ == "sys" else frozenset()
        self._record()
        self._containers: list[tuple[Any, Any]] = [
            (value, value.copy())
            for name, value in self._space.items()
            if name[0] != "_" and name not in self._kept
            if type(value) in (list, dict, set) and len(value) <= MOST_ITEMS
        ]

    def _record(self) -> None:
        self._names, self._values = list(self._space), list(self._space.values())

    def restore(self) -> None:
        """Put back what has changed."""
        space = self._space
        if len(space) != len(self._values) or not all(map(is_, space.values(), self._values)):
            self._restore_names()
        for container, before in self._containers:
            _put_back(container, before)

    def _restore_names(self) -> None:
        before = dict(zip(self._names, self._values, strict=True))
        for name in [name for name in self._space if name not in before and name not in self._kept]:
            if not isinstance(self._space[name], ModuleType):  # an import of a submodule binds it only once
                del self._space[name]
        for name, value in before.items():
            if name not in self._kept and self._space.get(name, self) is not value:
                self._space[name] = value
        self._record()


class ClassState:
    """The attributes and the containers of one class, such as the registry of ``weakref.finalize``.

    Args:
        kind: the class, before the program has used it.
    """

    def __init__(self, kind: type) -> None:
        self._kind = kind
        self._before = dict(vars(kind))
        values = self._before.values()
        self._containers = [(value, value.copy()) for value in values if type(value) in (list, dict, set)]

    def restore(self) -> None:
        """Put back what has changed."""
        now = vars(self._kind)
        if len(now) != len(self._before) or not all(map(is_, now.values(), self._before.values())):
            for name in now.keys() - self._before.keys():
                delattr(self._kind, name)
            for name, value in self._before.items():
                if now.get(name, self) is not value:
                    setattr(self._kind, name, value)
            self._before = dict(vars(self._kind))  # the order may have changed
        for container, before in self._containers:
            _put_back(container, before)


def class_states(module: ModuleType) -> list[ClassState]:
    """Return the states of the classes that a module defines."""
    kinds = [value for value in vars(module).values() if isinstance(value, type)]
    return [ClassState(kind) for kind in kinds if kind.__module__ == module.__name__]


class ProcessState:
    """The state of the modules, the environment and the folder that is recorded for one world.

    Attributes:
        is_own: tells the entries of ``sys.modules`` that are modules of the program, by name and value; others look
            after those.
        kept: entries of ``sys.modules`` that stay.
    """

    def __init__(self) -> None:
        self.is_own: Callable[[str, object], bool] = lambda name, module: False
        self.kept: Mapping[str, ModuleType] = {}
        self._modules: dict[str, ModuleState] = {}
        self._environment: dict[Any, Any] | None = None
        self._folder = ""
        self._loaded: dict[str, Any] | None = None
        self._recursion = 0
        self._interval: float | None = None
        self._mask: int | None = None

    def watch(self, module: ModuleType) -> None:
        """Record a module that the program imports; nothing happens if it is recorded already."""
        name = module.__name__
        if name in self._modules or name in LAZY or name.partition(".")[0] not in sys.stdlib_module_names:
            return
        self._modules[name] = ModuleState(module)
        if name == "os":
            self._environment = dict(_environment())
            self._folder = os.getcwd()
            self._mask = _umask()
        elif name == "sys":
            self._loaded = {key: value for key, value in sys.modules.items() if not self.is_own(key, value)}
            self._recursion = sys.getrecursionlimit()
            self._interval = sys.getswitchinterval()

    def restore(self) -> None:
        """Put back all that the last execution has changed."""
        for state in self._modules.values():
            state.restore()
        if "warnings" in self._modules:
            changed = getattr(warnings, "_filters_mutated", None)
            if changed is not None:
                changed()
        if self._environment is not None and _environment() != self._environment:
            self._restore_environment(self._environment)
        if self._folder and os.getcwd() != self._folder:
            with suppress(OSError):
                os.chdir(self._folder)
        if self._mask is not None:
            os.umask(self._mask)
        if self._interval is not None and sys.getswitchinterval() != self._interval:
            sys.setswitchinterval(self._interval)
        if self._loaded is not None:
            self._restore_loaded(self._loaded)

    def _restore_environment(self, before: dict[Any, Any]) -> None:
        environ: Any = os.environ
        for key in [key for key in _environment() if key not in before]:
            del environ[environ.decodekey(key)]
        for key, value in before.items():
            if _environment().get(key) != value:
                environ[environ.decodekey(key)] = environ.decodevalue(value)

    def _restore_loaded(self, before: dict[str, Any]) -> None:
        """Remove the entries that the program has put into ``sys.modules`` itself; what was imported stays."""
        if sys.getrecursionlimit() != self._recursion:
            sys.setrecursionlimit(self._recursion)
        for name, module in list(sys.modules.items()):
            if before.get(name) is module or name in self.kept:
                continue
            if name in before:
                sys.modules[name] = before[name]
            elif getattr(module, "__spec__", None) is None or self.is_own(name, module):
                del sys.modules[name]
            else:
                before[name] = module


def _umask() -> int:
    """Return the mask of the permissions of new files, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _environment() -> dict[Any, Any]:
    data: dict[Any, Any] = vars(os.environ)["_data"]
    return data


def _put_back(container: Any, before: Any) -> None:
    """Give a container the contents of its copy again."""
    if not _same(container, before):
        container.clear()
        container.extend(before) if type(container) is list else container.update(before)


def _same(one: Any, before: Any) -> bool:
    if len(one) != len(before) or not all(map(is_, one, before)):
        return type(one) is set and one == before
    return type(one) is not dict or all(map(is_, one.values(), before.values()))


def exit_functions() -> ModuleType:
    """Return an ``atexit`` whose functions are forgotten: the process does not end with an execution."""
    module = ModuleType("atexit")
    registered: list[tuple[Any, tuple[Any, ...], dict[str, Any]]] = []

    def register(function: Any, /, *args: Any, **words: Any) -> Any:
        registered.append((function, args, words))
        return function

    def unregister(function: Any, /) -> None:
        registered[:] = [one for one in registered if one[0] != function]

    def run() -> None:
        while registered:
            function, args, words = registered.pop()
            function(*args, **words)

    vars(module).update(
        register=register,
        unregister=unregister,
        _clear=registered.clear,
        _run_exitfuncs=run,
        _ncallbacks=lambda: len(registered),
    )
    return module


def quiet_os() -> ModuleType:
    """Return an ``os`` in which modules cannot register the hooks that would stay in the real one."""
    module = ModuleType("os")
    vars(module).update(vars(os))
    vars(module)["register_at_fork"] = lambda **hooks: None
    return module
