"""Functions and methods of the standard library that are written in Python and are not rewritten for the world."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any, Protocol

from ..model.reach import fields_of
from ..model.types import TypeKind
from ..model.values import CHANGING, READING_MODULES, VALUE_MODULES
from .announcer import Announcer
from .stacks import in_module_of_caller


def library_function(function: Any, inner: FunctionType, announcer: Announcer) -> Callable[..., Any]:
    """Return a function that announces what a function of Python that is not rewritten can do, and calls it.

    A function of values is harmless if no argument leads to a mutable object; any other function is unknown.

    Args:
        function: the function or bound method.
        inner: the function itself.
        announcer: announces the accesses.
    """
    what = f"{inner.__module__}.{inner.__qualname__}()"
    receiver = (function.__self__,) if type(function) is MethodType else ()
    values_only = inner.__module__ in VALUE_MODULES and f"{inner.__module__}.{inner.__qualname__}" not in CHANGING
    changes = inner.__module__ not in READING_MODULES

    def call(*args: Any, **words: Any) -> Any:
        values = (*receiver, *args, *words.values())
        if not values_only:
            announcer.unknown(what, values)
        elif announcer.reach.contents(values):
            announcer.admit(what)
            announcer.deep(values)
        elif changes and receiver and fields_of(receiver[0]):
            announcer.unknown(what, receiver)
        for value in values:
            if announcer.kind(value) is TypeKind.ITERATOR and count(value) - held(value) > LEAST_VALUE:
                announcer.admit(what)
                announcer.step((), [(value, None)])
        return in_module_of_caller(function(*args, **words), __name__)

    count, held = sys.getrefcount, announcer.held
    return call


def protocol_reader(function: Callable[[Any, Any], bool], announcer: Announcer) -> Callable[[Any, Any], bool]:
    """Return ``isinstance``, announcing the fields that it looks for when it compares with a protocol.

    Args:
        function: the built-in function.
        announcer: announces the accesses.
    """

    def call(value: Any, kind: Any, /) -> bool:
        kinds: tuple[Any, ...] = kind if type(kind) is tuple else (kind,)
        names = {name for one in kinds if type(one) is _PROTOCOL for name in _asked_for(one)}
        announcer.step([(value, name) for name in sorted(names)])
        return function(value, kind)

    return call


def _asked_for(protocol: Any) -> set[str]:
    """Return the names that a protocol and its bases declare."""
    spaces = [vars(base) for base in protocol.__mro__ if type(base) is _PROTOCOL]
    return {name for space in spaces for name in (*space, *space.get("__annotations__", ()))}


def _references() -> int:
    """Count the references to an argument that nothing else refers to, as ``call`` above sees them."""

    def called(*args: Any) -> int:
        values = (*args,)
        counts = [0]
        for value in values:
            counts[0] = sys.getrefcount(value)
        return counts[0]

    return called(object())


_PROTOCOL: type = type(Protocol)
LEAST_VALUE = _references()
"""The reference count of a temporary among the arguments: no other thread can have it."""
