"""The names of the world's library as they are before a program has used it: in its modules and in their classes."""

from __future__ import annotations

from collections.abc import Mapping
from operator import is_
from types import ModuleType
from typing import Any, NamedTuple

COUNTED = frozenset({"_counter"})
"""Attributes of classes that count their instances; each execution sets them."""
THREADS = ("threading", "_thread", "_threading_local", "queue", "sched", "concurrent", "time")
"""Modules with which threads are made and wait, with their submodules; no kata needs to replace a function there."""


class Noted(NamedTuple):
    """A namespace as it was noted.

    Attributes:
        where: the module, or the class with its module.
        space: the namespace.
        before: names in it, and their values.
        whole: there were no other names.
    """

    where: str
    space: Mapping[str, Any]
    before: dict[str, Any]
    whole: bool

    def changed(self) -> str:
        """Return a name that has another value now, or that was not there; "" for none."""
        for name, value in self.before.items():
            if self.space.get(name) is not value:
                return f"{self.where}.{name}"
        if self.whole and len(self.space) > len(self.before):
            for name in self.space.keys() - self.before.keys() - COUNTED:
                return f"{self.where}.{name}"
        return ""

    def redefined(self) -> str:
        """Return a name of a function, a class or an accessor that has another value than before; "" for none."""
        names = self.space.get
        if not all(map(is_, map(names, self.before), self.before.values())):
            for name, old in self.before.items():
                if names(name) is not old and (_defines(old) or _defines(names(name))):
                    return f"{self.where}.{name}"
        if self.whole and len(self.space) > len(self.before):
            for name in self.space.keys() - self.before.keys() - COUNTED:
                if _defines(names(name)):
                    return f"{self.where}.{name}"
        return ""


class PristineNames:
    """The values of the names in modules and in their classes, to find out whether a program has changed one.

    Args:
        modules: the modules by name; more may be loaded later.
        threading: the one of them whose names are put back before each execution.

    Attributes:
        replaced: the first name that was put back, because a program had another class or function there; "" for none.
    """

    def __init__(self, modules: Mapping[str, ModuleType], threading: ModuleType) -> None:
        self._modules = modules
        self._threading = threading
        self._before = dict(vars(threading))
        self._definitions = _definitions(threading)
        self._noted: list[Noted] = []
        self.replaced = ""

    def note(self) -> None:
        """Note the classes and functions of all modules."""
        self._noted.clear()
        for module in self._modules.values():
            self.note_module(module)

    def note_module(self, module: ModuleType) -> None:
        """Note the classes and functions of a module, and all names of its classes."""
        self._noted.append(_definitions(module))
        for kind in self._noted[-1].before.values():
            if isinstance(kind, type) and kind.__module__ == module.__name__:
                names = {name: value for name, value in vars(kind).items() if name not in COUNTED}
                self._noted.append(Noted(f"{module.__name__}.{kind.__qualname__}", vars(kind), names, whole=True))

    def changed(self) -> str:
        """Return a noted name that has another value now, or that a noted class did not have; "" for none."""
        return next((name for noted in self._noted if (name := noted.changed())), "")

    def redefined(self) -> str:
        """Return a function or class of ``THREADS`` that was replaced, even if it was put back; "" for none."""
        threads = (one for one in self._noted if one.where.partition(".")[0] in THREADS)
        return self.replaced or next((name for noted in threads if (name := noted.redefined())), "")

    def restore(self) -> None:
        """Put back the names of ``threading`` that a program has replaced by classes or functions of its own."""
        self.replaced = self.replaced or self._definitions.redefined()
        vars(self._threading).update(self._before)


def _defines(value: object) -> bool:
    return callable(value) or isinstance(value, property | classmethod)


def _definitions(module: ModuleType) -> Noted:
    """Return the classes and functions among the names of a module."""
    found = {name: one for name, one in vars(module).items() if callable(one) and name not in COUNTED}
    return Noted(module.__name__, vars(module), found, whole=False)
