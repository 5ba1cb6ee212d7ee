"""The ends of objects: code of the program that runs when the last reference to an object is dropped.

Which thread drops it depends on the order in which all of them let go of the object, and no access tells that. So the
proof is withheld as soon as such code runs while several threads are alive.
"""

from __future__ import annotations

import sys
import weakref
from collections.abc import Callable
from functools import wraps
from typing import Any

from .announcer import Announcer

Function = Callable[..., Any]


def functions_at_ends(announcer: Announcer) -> dict[str, Function]:
    """Return the functions of the runtime for methods ``__del__``."""

    def deleted() -> None:
        """Announce that a method ``__del__`` begins."""
        announcer.admit("the end of an object that has a method __del__")

    def deleting(method: Any) -> Any:
        """Return the value of a name ``__del__`` in the body of a class, with ``deleted`` before each call."""
        return _after(deleted, method) if callable(method) else method

    def given_up() -> None:
        """Announce that a generator is closed, perhaps because nothing refers to it any more."""
        if isinstance(sys.exception(), GeneratorExit):
            announcer.admit("the end of a generator that is given up")

    return {"deleted": deleted, "deleting": deleting, "given_up": given_up}


def weak_references(announcer: Announcer) -> dict[Any, Function]:
    """Return the functions that make weak references with callbacks, by those that they replace."""

    def called() -> None:
        announcer.admit("the callback of a weak reference")

    def finalize(value: Any, function: Any, /, *args: Any, **words: Any) -> Any:
        return weakref.finalize(value, _after(called, function), *args, **words)

    def maker(make: Any) -> Function:
        def made(value: Any, callback: Any = None, /) -> Any:
            announcer.unknown(f"weakref.{make.__name__}()", (value,))
            return make(value) if callback is None else make(value, _after(called, callback))

        return made

    return {weakref.finalize: finalize, **{make: maker(make) for make in (weakref.ref, weakref.proxy)}}


def _after(first: Callable[[], None], function: Any) -> Function:
    @wraps(function, updated=())
    def call(*args: Any, **words: Any) -> Any:
        first()
        return function(*args, **words)

    return call
