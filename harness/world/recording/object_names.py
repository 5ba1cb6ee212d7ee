"""Labels of objects: the names that the program has for them, such as ``forks[0]``, ``not_full`` or ``balance``."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from types import FunctionType, ModuleType
from typing import Any

DEPTH = 4
"""Steps from a root to an object, at most."""
MOST = 4_000
"""Objects that are searched for further names, at most."""


def labels(roots: Iterable[tuple[str, Any]]) -> dict[int, str]:
    """Return the shortest path from a root to each reachable object, by ``id``.

    Args:
        roots: names and objects to start from; an empty name stands for an instance whose
            attributes are named alone (``lock``, not ``self.lock``).
    """
    found: dict[int, str] = {}
    borrowed: set[int] = set()
    """Locks that are named after a condition over them."""
    seen: set[int] = set()
    todo = deque((name, value, 0, False) for name, value in roots)
    while todo and len(seen) < MOST:
        name, value, depth, borrows = todo.popleft()
        if isinstance(value, int | float | str | bytes | type(None) | ModuleType | FunctionType | type):
            continue
        if name and id(value) not in found:
            found[id(value)] = name
            if borrows:
                borrowed.add(id(value))
        elif borrows and id(value) in borrowed and found[id(value)] != name:
            found[id(value)] = "the lock"  # shared by several conditions
        if id(value) in seen or depth >= DEPTH:
            continue
        seen.add(id(value))
        of_condition = type(value).__name__ == "Condition" and type(value).__module__ == "threading"
        for part, inner in [(name, value._lock)] if of_condition else _parts(name, value):
            todo.append((part, inner, depth + 1, of_condition))
    return found


def _parts(name: str, value: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(value, list | tuple | deque):
        return [(f"{name}[{index}]", one) for index, one in enumerate(value)]
    if isinstance(value, dict):
        return [(f"{name}[{key!r}]", one) for key, one in list(value.items()) if isinstance(key, int | str)]
    module = type(value).__module__
    if module in ("threading", "_thread") or module.startswith(("harness.", "builtins")):
        return []
    fields: dict[str, Any] = dict(getattr(value, "__dict__", {}))
    for kind in type(value).__mro__:
        for slot in _slots(kind):
            try:
                fields[slot] = object.__getattribute__(value, slot)
            except AttributeError:
                continue
    return [(_unmangled(type(value), field), one) for field, one in fields.items()]


def _slots(kind: type) -> tuple[str, ...]:
    slots = vars(kind).get("__slots__", ())
    return (slots,) if isinstance(slots, str) else tuple(slots)


def _unmangled(kind: type, field: str) -> str:
    prefix = f"_{kind.__name__.lstrip('_')}__"
    return field.removeprefix(prefix) if field.startswith(prefix) else field


def kind_of(value: Any) -> str:
    """Return what to call an object without a name."""
    name = type(value).__name__
    return {"lock": "a lock", "RLock": "an RLock"}.get(name, f"a {name}")
