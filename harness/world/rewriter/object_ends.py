"""The ends of objects: code of the program that runs when the last reference to an object is dropped.

Which thread drops it depends on the order in which all of them let go of the object, and no access tells that. A
search that traces its schedules may even keep an object alive itself, because it knows the object by its address. So
nothing is proved of a program that has a method ``__del__``, nor of one in which other code of this kind runs while
several threads are alive.
"""

from __future__ import annotations

import ast
import sys
import weakref
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from ...common.kinds import is_a
from ...common.syntax_trees import walk
from .announcer import Announcer

Function = Callable[..., Any]
CACHED = 256
"""Files of which it is known whether they name ``__del__``."""


@lru_cache(maxsize=CACHED)
def line_of_del(tree: ast.Module) -> int:
    """Return the line in which a module names the method ``__del__``; 0 if it does not."""
    for node in walk(tree):
        match node:
            case (
                ast.FunctionDef(name="__del__", lineno=line)
                | ast.Name(id="__del__", lineno=line)
                | ast.Attribute(attr="__del__", lineno=line)
                | ast.Constant(value="__del__", lineno=line)
            ):
                return line
    return 0


def functions_at_ends(announcer: Announcer) -> dict[str, Function]:
    """Return the functions of the runtime for generators that are not run to their end."""

    def given_up() -> None:
        """Announce that a generator is closed, perhaps because nothing refers to it any more."""
        if is_a(sys.exception(), GeneratorExit):
            announcer.admit("the end of a generator that is given up")

    return {"given_up": given_up}


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
