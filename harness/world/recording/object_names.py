"""Labels of objects: the names that the program has for them, such as ``forks[0]``, ``not_full`` or ``balance``."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Container, Iterable
from types import FunctionType, ModuleType
from typing import Any

from ...common.kinds import bases_of, class_has, held_by, module_of, name_of, own_fields, slots_of, space_of
from ...common.labels import ITERATOR
from ...common.package import PREFIX

DEPTH = 4
"""Steps from a root to an object, at most."""
FUTURE = ("concurrent.futures._base", "Future")
"""The module and the name of the class of futures."""
ITEM = "["
"""Part of the name of an item of a container, before its index or its key."""
MOST = 4_000
"""Objects that are searched for further names, at most."""


def labels(
    roots: Iterable[tuple[str, Any]], owners: dict[int, Any] | None = None, closed: Container[int] = ()
) -> dict[int, str]:
    """Return the shortest path from a root to each reachable object, by ``id``.

    Args:
        roots: names and objects to start from; an empty name stands for an instance whose
            attributes are named alone (``lock``, not ``self.lock``).
        owners: by ``id``, is filled with the instance of which an object is an attribute.
        closed: the ids of containers whose items get no names from their places there.
    """
    found: dict[int, str] = {}
    borrowed: set[int] = set()
    """Locks that are named after a condition over them."""
    seen: set[int] = set()
    todo = deque[tuple[str, Any, int, bool, Any]]((name, value, 0, False, None) for name, value in roots)
    while todo and len(seen) < MOST:
        name, value, depth, borrows, owner = todo.popleft()
        if issubclass(type(value), int | float | str | bytes | type(None) | ModuleType | FunctionType | type):
            continue
        if name and id(value) not in found:
            found[id(value)] = name
            if owners is not None and owner is not None:
                owners.setdefault(id(value), owner)
            if borrows:
                borrowed.add(id(value))
        elif borrows and id(value) in borrowed and found[id(value)] != name:
            found[id(value)] = "the lock"  # shared by several conditions
        if id(value) in seen or id(value) in closed or depth >= DEPTH:
            continue
        seen.add(id(value))
        of_condition = name_of(type(value)) == "Condition" and module_of(type(value)) == "threading"
        for part, inner in [(name, held_by(value, "_lock"))] if of_condition else _parts(name, value):
            todo.append((part, inner, depth + 1, of_condition, owner if part == name else _owner(value)))
    return found


def told_apart(known: dict[int, str], owners: dict[int, Any], used: Iterable[Any]) -> dict[int, str]:
    """Return names for those objects that share one with another, by ``id``: ``x.lock`` or ``Account#2.lock``.

    Args:
        known: the names of objects, by ``id``.
        owners: the instances of which objects are attributes, by ``id``.
        used: the objects to tell apart, in the order in which the program used them first.
    """
    same: dict[str, list[Any]] = {}
    for one in used:
        name = known.get(id(one)) or (kind_of(one) if name_of(type(one)) in ("lock", "RLock") else "")
        if name and all(one is not other for other in same.get(name, ())):
            same.setdefault(name, []).append(one)
    found: dict[int, str] = {}
    numbers: dict[int, int] = {}
    for name, objects in same.items():
        without = [one for one in objects if id(one) not in owners]
        if len(without) == len(objects) > 1 and not _are_one(objects):
            found |= {id(one): f"{name}#{number}" for number, one in enumerate(objects, start=1)}
        owned = [one for one in objects if id(one) in owners]
        if len({id(owners[id(one)]) for one in owned}) < 2:
            continue
        names = [known.get(id(owners[id(one)]), "") for one in owned]
        for one, given in zip(owned, names, strict=True):
            owner, of_owner = owners[id(one)], given
            others = {id(owners[id(other)]) for other, label in zip(owned, names, strict=True) if label == given}
            if not given or len(others) > 1:
                kind = name_of(type(owner))
                earlier = [number for key, number in numbers.items() if name_of(type(owners[key])) == kind]
                number = next((n for key, n in numbers.items() if owners[key] is owner), max(earlier, default=0) + 1)
                numbers.setdefault(id(one), number)
                of_owner = f"{kind}#{number}"
            found[id(one)] = f"{of_owner}.{name}"
    return found


def moved(before: str, after: str) -> bool:
    """True for two names of one object that was moved inside a container: ``locks[0]`` and ``locks[1]``."""
    return ITEM in before and before != after and before.partition(ITEM)[0] == after.partition(ITEM)[0]


def _are_one(objects: list[Any]) -> bool:
    """True for a condition and its lock, which have one name."""
    return len(objects) == 2 and any(held_by(one, "_lock") is other for one in objects for other in objects)


def _owner(value: Any) -> Any:
    """Return the instance itself, if its parts are attributes that are named alone; else None."""
    return None if issubclass(type(value), list | tuple | deque | dict) else value


def _parts(name: str, value: Any) -> Iterable[tuple[str, Any]]:
    if issubclass(type(value), list | tuple | deque):
        plain: Any = next(kind for kind in (list, tuple, deque) if issubclass(type(value), kind))
        return [(f"{name}[{index}]", one) for index, one in enumerate(plain.__iter__(value))]
    # not the methods of a program's own class, which would be operations of their own
    if issubclass(type(value), dict):
        return [(f"{name}[{key!r}]", one) for key, one in list(dict.items(value)) if issubclass(type(key), int | str)]
    if any((module_of(kind), name_of(kind)) == FUTURE for kind in bases_of(type(value))):
        return [(name, held_by(value, "_condition"))]  # who waits for the result waits on it, and has never heard of it
    module = module_of(type(value))
    if module in ("threading", "_thread") or module.startswith((PREFIX, "builtins")):
        return []
    fields: dict[str, Any] = dict(own_fields(value))
    for name_of_slot, slot in slots_of(type(value)).items():
        try:
            fields[name_of_slot] = slot.__get__(value)
        except AttributeError:
            continue
    own = [(_unmangled(type(value), field), one) for field, one in fields.items()]
    return [*own, *_shared(type(value), fields)]


def _shared(kind: type, fields: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    """Yield the attributes of an instance's classes that it has none of its own for, such as ``Buffer.items``.

    The name says that all instances share them.
    """
    for one in bases_of(kind):
        if module_of(one) == "builtins" or module_of(one).partition(".")[0] in sys.stdlib_module_names:
            continue
        for field, value in list(space_of(one).items()):
            if field not in fields and not field.startswith("__") and not class_has(type(value), "__get__"):
                yield f"{name_of(one)}.{_unmangled(one, field)}", value


def _unmangled(kind: type, field: str) -> str:
    prefix = f"_{name_of(kind).lstrip('_')}__"
    return field.removeprefix(prefix) if field.startswith(prefix) else field


def kind_of(value: Any) -> str:
    """Return what to call an object without a name."""
    name = name_of(type(value))
    if name == "Condition":
        name = held_by(value, "_kata_kind", name)  # it may be a part of a future
    if class_has(type(value), "__next__") and _is_builtin(type(value)) and name != "generator":
        return ITERATOR
    return "an RLock" if name == "RLock" else f"{'an' if name[:1] in 'AEIOUaeiou' else 'a'} {name}"


def _is_builtin(kind: type) -> bool:
    """True for a class of Python itself, and for the world's own class that takes the place of one."""
    return module_of(kind) in ("builtins", "itertools") or module_of(kind).startswith(PREFIX)
