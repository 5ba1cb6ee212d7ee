"""The names of the world's library as they are before a program has used it: in its modules and in their classes."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any

COUNTED = frozenset({"_counter"})
"""Attributes of classes that count their instances; each execution sets them."""


class PristineNames:
    """The values of the names in modules and in their classes, to find out whether a program has changed one.

    Args:
        modules: the modules by name; more may be loaded later.
        threading: the one of them whose names are put back before each execution.
    """

    def __init__(self, modules: Mapping[str, ModuleType], threading: ModuleType) -> None:
        self._modules = modules
        self._threading = threading
        self._before = dict(vars(threading))
        self._classes: list[tuple[Any, dict[str, Any]]] = []
        self._definitions: list[tuple[Any, dict[str, Any]]] = []

    def note(self) -> None:
        """Note the classes and functions of all modules."""
        self._classes = [
            (space, {name: value for name, value in space.items() if name not in COUNTED}) for space in self._spaces()
        ]
        self._definitions = [
            (vars(module), {name: one for name, one in vars(module).items() if callable(one) and name not in COUNTED})
            for module in self._modules.values()
        ]

    def unchanged(self) -> bool:
        """True when no noted name has another value, and no noted class has an additional name."""
        same = all(
            all(space.get(name) is value for name, value in before.items())
            for space, before in [*self._classes, *self._definitions]
        )
        return same and all(len(space.keys() - COUNTED) == len(before) for space, before in self._classes)

    def restore(self) -> None:
        """Put back the names of ``threading`` that a program has replaced by classes or functions of its own."""
        vars(self._threading).update(self._before)

    def _spaces(self) -> list[Any]:
        """Return the namespaces of the classes that the modules define."""
        found: list[Any] = []
        for module in self._modules.values():
            kinds = [value for value in vars(module).values() if isinstance(value, type)]
            found += [vars(kind) for kind in kinds if kind.__module__ == module.__name__]
        return found
