"""Installed packages that are executed once for a world, and whose state is put back before each execution.

To execute the modules of a package again for each schedule takes longer than most schedules do. So what their
modules, classes and objects contain is recorded once all imports are done, and is put back where it has changed.
"""

from __future__ import annotations

from ast import literal_eval
from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from operator import is_
from types import FunctionType, MappingProxyType, ModuleType
from typing import Any

CONTAINERS = (list, dict, set, deque, OrderedDict, defaultdict)
FOREIGN = frozenset(
    "threading _thread queue logging weakref _weakrefset collections functools contextlib concurrent sched".split()
)
"""Modules of the standard library whose objects are recorded as those of a package are."""
NOT_FIELDS = frozenset({"__dict__", "__weakref__", "__slots__", "__class__"})
MOST = 50_000
"""Objects that are recorded at most; a package with more is executed again each time."""


class KeptPackages:
    """The modules of installed packages in one world, and their state after all imports."""

    def __init__(self) -> None:
        self.modules: dict[str, ModuleType] = {}
        self._tops: frozenset[str] = frozenset()
        self._undo: list[Callable[[], None]] = []
        self._seen: dict[int, Any] = {}
        """By id, while the state is being recorded: the objects, kept alive so that no other one has the id."""

    def record(self, modules: dict[str, ModuleType]) -> bool:
        """Record the state of modules; False if they contain too much.

        Args:
            modules: all modules of installed packages that are loaded now.
        """
        self.forget()
        self._tops = frozenset(name.partition(".")[0] for name in modules)
        left: list[Any] = list(modules.values())
        while left:
            one = left.pop()
            if id(one) in self._seen:
                continue
            self._seen[id(one)] = one
            left += self._recorded(one)
            if len(self._seen) > MOST:
                self.forget()
                return False
        self.modules, self._seen = dict(modules), {}
        return True

    def forget(self) -> None:
        """Forget the modules, so that they are executed again."""
        self.modules, self._undo, self._seen = {}, [], {}

    def restore(self) -> None:
        """Put back what has changed since the state was recorded."""
        for undo in self._undo:
            undo()

    def _recorded(self, one: Any) -> Iterable[Any]:
        """Record an object, and return what it refers to."""
        kind = type(one)
        if kind in CONTAINERS:
            self._undo.append(_undo_container(one))
            return (*one, *one.values()) if isinstance(one, dict) else tuple(one)
        if kind in (tuple, frozenset):
            return tuple(one)
        if kind is FunctionType:
            cells = [cell.cell_contents for cell in one.__closure__ or () if _is_filled(cell)]
            return [vars(one), *cells, *(one.__defaults__ or ())]
        if isinstance(one, ModuleType):
            return [vars(one)] if one.__name__.partition(".")[0] in self._tops else []
        if isinstance(one, type):
            return self._class(one) if one.__module__.partition(".")[0] in self._tops else []
        if kind.__module__.partition(".")[0] not in FOREIGN | self._tops:
            return []
        fields = getattr(one, "__dict__", None)
        slots = list(_slots(one, kind))
        if slots:
            self._undo.append(_undo_slots(one, slots))
        return [*([fields] if type(fields) is dict else []), *(value for _, value in slots)]

    def _class(self, kind: type) -> Iterable[Any]:
        before = dict(vars(kind))

        def undo() -> None:
            now: MappingProxyType[str, Any] = vars(kind)
            if len(now) == len(before) and all(map(is_, now.values(), before.values())):
                return
            for name in [name for name in now if name not in before]:
                delattr(kind, name)
            for name, value in before.items():
                if now.get(name, kind) is not value and name not in NOT_FIELDS:
                    setattr(kind, name, value)

        self._undo.append(undo)
        return before.values()


def _undo_container(one: Any) -> Callable[[], None]:
    before = one.copy()
    counters = (
        [(key, make) for key, value in before.items() if (make := _maker(value))] if isinstance(one, dict) else []
    )

    def undo() -> None:
        for key, make in counters:
            one[key] = before[key] = make()
        same = len(one) == len(before) and (one == before if isinstance(one, set) else all(map(is_, one, before)))
        if same and (not isinstance(one, dict) or all(map(is_, one.values(), before.values()))):
            return
        one.clear()
        one.extend(before) if isinstance(one, list | deque) else one.update(before)

    return undo


def _maker(value: Any) -> Callable[[], Any] | None:
    """Return a function that makes an ``itertools.count`` or its ``__next__`` as it is now; None for anything else."""
    method = type(value).__name__ == "method-wrapper" and value.__name__ == "__next__"
    counter = value.__self__ if method else value
    if type(counter) is not count:
        return None
    # neither copy nor pickle knows it from Python 3.14 on
    numbers = [literal_eval(text) for text in repr(counter).removeprefix("count(").removesuffix(")").split(", ")]
    return (lambda: count(*numbers).__next__) if method else (lambda: count(*numbers))


def _undo_slots(one: Any, slots: list[tuple[Any, Any]]) -> Callable[[], None]:
    def undo() -> None:
        for slot, value in slots:
            slot.__set__(one, value)

    return undo


def _slots(one: Any, kind: type) -> Iterator[tuple[Any, Any]]:
    """Yield the descriptors of an object's slots, with their values."""
    for base in kind.__mro__:
        names = vars(base).get("__slots__", ())
        for name in (names,) if isinstance(names, str) else names:
            slot = vars(base).get(name)
            if name not in NOT_FIELDS and hasattr(slot, "__set__") and hasattr(one, name):
                yield slot, getattr(one, name)


def _is_filled(cell: Any) -> bool:
    try:
        cell.cell_contents  # noqa: B018 - an empty cell raises an error
    except ValueError:
        return False
    return True
