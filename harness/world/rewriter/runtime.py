"""The runtime: the functions that rewritten code calls at each shared access (``rewriter.py`` inserts the calls).

The functions are closures over one ``point`` and one ``tick``, so that the same rewritten module can run under the
scheduler and, with another ``point`` and ``tick``, on real threads.
"""

from __future__ import annotations

import operator
from collections import deque
from collections.abc import Callable
from inspect import getattr_static
from types import FunctionType, MethodDescriptorType, ModuleType
from typing import Any

from harness.trace import READ, WRITE
from harness.world.rewriter.proxies import Advance, FunctionProxy, MethodProxy
from harness.world.rewriter.syntax import COMPARISONS, IN_PLACE

Point = Callable[[str, Any, "str | None"], None]
"""point(kind, object, field): announces an operation; another thread may run before it is performed."""

Private = Callable[[Any, str], None]
"""Called before reading a field that may be a primitive's private one."""

READING_METHODS = frozenset(
    "copy count index get items keys values isdisjoint issubset issuperset union intersection difference"
    " symmetric_difference elements most_common total decode endswith find hex startswith".split()
)
CONTAINERS = (list, dict, set, deque, bytearray)
SYMBOLS = {
    "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=",
    "is_": "is", "is_not": "is not", "in_": "in", "not_in": "not in",
}  # fmt: skip


def names(point: Point, tick: Callable[[int], bool], private: Private) -> dict[str, Any]:
    """Return the runtime as a mapping, to be added to the builtins of a rewritten module.

    Args:
        point: the scheduling point.
        tick: called before each iteration of a loop, with the loop's number (negative unless it is a ``while`` loop).
        private: called before reading a field that may be a primitive's private one.
    """
    known: dict[type, bool] = dict.fromkeys(CONTAINERS, True)

    def is_container(kind: type) -> bool:
        known[kind] = answer = issubclass(kind, CONTAINERS)
        return answer

    def get(target: Any, name: str) -> Any:
        if type(target) is not ModuleType:
            point(READ, target, name)
        return getattr(target, name)

    def own(target: Any, name: str) -> Any:
        point(WRITE, target, name)
        return target

    def see(value: Any) -> Any:
        kind = type(value)
        if known[kind] if kind in known else is_container(kind):
            point(READ, value, None)
        return value

    def touch(value: Any) -> Any:
        kind = type(value)
        if known[kind] if kind in known else is_container(kind):
            point(WRITE, value, None)
        return value

    def item(container: Any, key: Any) -> Any:
        kind = type(container)
        if known[kind] if kind in known else is_container(kind):
            point(READ, container, None)
        return container[key]

    def key(container: Any, value: Any, _cleared: None) -> Any:
        touch(container)
        return value

    def bind(target: Any, name: str, plain: bool) -> Any:
        kind = type(target)
        if not (known[kind] if kind in known else is_container(kind)):
            return getattr(target, name) if plain else get(target, name)
        method = getattr(target, name)
        access = READ if name in READING_METHODS else WRITE

        def call(*args: Any, **words: Any) -> Any:
            point(access, target, None)
            return method(*args, **words)

        return call

    def method(target: Any, name: str, plain: bool) -> Any:
        kind = type(target)
        if not (known[kind] if kind in known else is_container(kind)):
            return getattr(target, name) if plain else get(target, name)
        found = getattr(target, name) if kind in CONTAINERS else _method(target, name)
        if found is None:
            return getattr(target, name) if plain else get(target, name)
        return MethodProxy(found, point, READ if name in READING_METHODS else WRITE, target)

    def load(name: str) -> None:
        point(READ, name, None)

    def store(name: str, value: Any = None) -> Any:
        point(WRITE, name, None)
        return value

    def private_get(target: Any, name: str) -> Any:
        private(target, name)
        return get(target, name)

    def announce_read(target: Any, name: str) -> None:
        private(target, name)
        if type(target) is not ModuleType:
            point(READ, target, name)

    def announce_write(target: Any, name: str) -> None:
        point(WRITE, target, name)

    return {
        "_kata_get": get,
        "_kata_own": own,
        "_kata_see": see,
        "_kata_touch": touch,
        "_kata_item": item,
        "_kata_key": key,
        "_kata_bind": bind,
        "_kata_method": method,
        "_kata_load": load,
        "_kata_store": store,
        "_kata_private": private_get,
        "_kata_tick": tick,
        "_kata_slice": slice,
        "_kata_compare": compare,
        **{f"_kata_{name}": getattr(operator, name) for name in IN_PLACE.values()},
        "getattr": FunctionProxy(getattr, announce_read, 2, 3),
        "hasattr": FunctionProxy(hasattr, announce_read, 2),
        "setattr": FunctionProxy(setattr, announce_write, 3),
        "delattr": FunctionProxy(delattr, announce_write, 2),
        "next": Advance(next, lambda iterator, _: point(WRITE, iterator, None), 1, 2),
    }


def _method(container: Any, name: str) -> Any:
    """Return a method of a container subclass; None if the name is not a method, but a field with its own point."""
    if type(getattr_static(container, name, None)) not in (MethodDescriptorType, FunctionType):
        return None
    found = getattr(container, name)
    return found if getattr(found, "__self__", None) is container else None  # a field can refer to a function, too


def compare(how: str, left: Any, right: Any, text: str) -> bool:
    """Compare for an ``assert`` without a message; a failing comparison raises with both values.

    Args:
        how: the operator, by its name in ``operator``.
        left: the left side.
        right: the right side.
        text: the source text of the comparison.

    Raises:
        AssertionError: the comparison is false.
    """
    if how in ("in_", "not_in"):
        truth = (left in right) == (how == "in_")
    else:
        truth = getattr(operator, how)(left, right)
    if not truth:
        raise AssertionError(f"{text}, but it was {short(left)} {SYMBOLS[how]} {short(right)}")
    return True


def short(value: Any, limit: int = 60) -> str:
    """Return the repr of an object, shortened, without ever raising."""
    try:
        text = repr(value)
    except Exception as error:  # a learner's __repr__ may do anything
        text = f"<{type(value).__name__} whose repr raises {type(error).__name__}>"
    return text if len(text) <= limit else text[: limit - 1] + "…"


assert set(SYMBOLS) == set(COMPARISONS.values())
