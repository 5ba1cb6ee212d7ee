"""The effects of calls: a function that is not rewritten is called through one that announces its effect first."""

from __future__ import annotations

import itertools
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from types import FunctionType, MethodType
from typing import Any

from ..model.classify import SCALARS
from ..model.functions import UNKNOWN
from ..model.reach import Location
from ..model.types import TypeKind
from .announcer import Announcer
from .c_callables import CALLABLES
from .default_items import admit_default_items
from .filling import FILLING_FUNCTIONS, filling
from .stacks import in_module_of_caller

Function = Callable[..., Any]
PYTHON = frozenset({FunctionType, MethodType})
"""Types of functions in which other threads can run."""


class Effects:
    """Makes the functions that announce a call by its effect.

    Args:
        announcer: announces the accesses.
        iterator: makes an iterator whose steps are announced.
        callee: returns a function that announces its call.
    """

    def __init__(self, announcer: Announcer, iterator: Callable[[Any], Any], callee: Callable[[Any], Any]) -> None:
        self._announcer = announcer
        self._iterator = iterator
        self._callee = callee

    def announced(self, function: Any, effect: str, what: str) -> Function:
        """Return a function that announces the call and then makes it; the function itself if there is no effect.

        Args:
            function: a callable that is not rewritten.
            effect: its effect, in the words of ``harness.world.model.functions``.
            what: its name, for the note that unknown code ran.
        """
        if effect in ("-", "="):
            return function  # type: ignore[no-any-return]  # any callable
        if effect == UNKNOWN:
            unknown = self._announcer.unknown

            def call_unknown(*args: Any, **words: Any) -> Any:
                unknown(what, (*args, *words.values()))
                return function(*args, **words)

            return call_unknown
        parts = [(part[0], part[1:]) for part in effect.split()]
        lazy = [which for how, which in parts if how == "i"]
        calls_back = any(how == "c" for how, _ in parts)
        if lazy:
            return self._lazy(function, lazy[0])
        if effect == "r0":  # len() and its kind, by far the most frequent
            return self._of_one(function)
        if effect == "c*":  # the constructors of primitives
            return self._keeping(function)

        shows, names, fills = what in SHOWING, what in NAMING, what in FILLING_FUNCTIONS

        def call(*args: Any, **words: Any) -> Any:
            if type(words.get("key")) in PYTHON:
                words["key"] = self._interrupting(words["key"])
            self._announce(parts, args, words)
            if shows or "file" in words:  # of print()
                self._announcer.shown(args)
            if fills and args:
                args = (args[0], *filling(args[0], args[1:], self._announcer))
            if calls_back:
                args = tuple(self.callback(one) for one in args)
                words = {name: self.callback(one) for name, one in words.items()}
            return in_module_of_caller(function(*args, **words), __name__) if names else function(*args, **words)

        return call

    def _of_one(self, function: Any) -> Function:
        announcer = self._announcer

        def call(*args: Any, **words: Any) -> Any:
            if args and type(args[0]) not in SCALARS:
                announcer.read(args[0])
            return function(*args, **words)

        return call

    def _keeping(self, function: Any) -> Function:
        """Return a function that announces nothing, but the arguments of which may be called later."""
        callback, doubt = self.callback, self._announcer.doubt

        def call(*args: Any, **words: Any) -> Any:
            doubt(args)
            doubt(words.values())
            if type(words.get("key")) in PYTHON:
                words["key"] = self._interrupting(words["key"])
            return function(*map(callback, args), **{name: callback(one) for name, one in words.items()})

        return call

    def _announce(self, parts: list[tuple[str, str]], args: tuple[Any, ...], words: Mapping[str, Any]) -> None:
        announcer = self._announcer
        reads: list[Location] = []
        writes: list[Location] = []
        met: list[Any] = []
        for how, which in parts:
            values = (*args, *words.values()) if which == "*" else args[int(which) : int(which) + 1]
            values = tuple(value for value in values if type(value) not in SCALARS)
            met += values
            if how == "c":
                continue
            if how == "m":
                writes += [(value, None) for value in values if issubclass(type(value), defaultdict)]
                admit_default_items(values, announcer)
                continue
            if how == "w":
                writes += [(value, None) for value in values if announcer.kind(value) not in _IMMUTABLE]
            else:
                count, held = sys.getrefcount, announcer.held
                writes += announcer.advanced(one for one in values if count(one) - held(one) > LEAST_ARGUMENT)
                if how == "r":
                    reads += announcer.shallow(values)
                else:
                    reads += announcer.reach.contents(values, fields=how == "F")
        if reads or writes:
            announcer.step(reads, writes)
        announcer.doubt(met)

    def _lazy(self, function: Any, which: str) -> Function:
        """Return a function that makes an iterator over iterators, such as ``map``."""
        count, held = sys.getrefcount, self._announcer.held

        def call(*args: Any, **words: Any) -> Any:
            given = [
                self.callback(one)
                if which != "*" and str(number) != which
                else one
                if type(one) in OF_NOTHING_SHARED and count(one) - held(one) <= LEAST_LAZY
                else self._iterator(one)
                for number, one in enumerate(args)
            ]
            return function(*(self.callback(one) for one in given), **words)

        return call

    def _interrupting(self, key: Function) -> Function:
        """Return a key function after whose calls the operation of C that calls it is announced again."""
        announcer = self._announcer
        announcer.expect()

        def interrupting(value: Any) -> Any:
            accesses = announcer.begun()
            try:
                return key(value)
            finally:
                announcer.continues(accesses)

        return interrupting

    def callback(self, value: Any) -> Any:
        """Return the value to pass to a function of C: one that is not rewritten announces its effect when called."""
        if type(value) in CALLABLES or type(value) in PYTHON:
            return self._callee(value)
        return value


def _arguments_references() -> int:
    """Count the references to an argument that nothing else refers to, from a function two calls further down."""

    def called(*args: Any) -> int:
        return inner(args)

    def inner(args: tuple[Any, ...]) -> int:
        values = tuple(value for value in args if value is not None)
        return next(sys.getrefcount(value) for value in values)

    return called(object())


def _lazy_references() -> int:
    """Count the references to an argument that nothing else refers to, as ``_lazy`` sees them."""

    def called(*args: Any) -> int:
        counts = [sys.getrefcount(one) if number == 0 else 0 for number, one in enumerate(args)]
        return counts[0]

    return called(object())


SHOWING = frozenset({"builtins.repr()", "builtins.ascii()", "builtins.format()", "builtins.str()"})
"""Functions that make a text of a value."""
NAMING = frozenset({"typing.ParamSpec()", "typing.TypeVar()", "typing.TypeVarTuple()"})
"""Constructors that take the name of a module from the frame of their caller."""
LEAST_LAZY = _lazy_references()
"""The reference count of a temporary from which an iterator is made."""
OF_NOTHING_SHARED = frozenset(
    {enumerate, filter, map, zip, *(one for one in vars(itertools).values() if isinstance(one, type))}
)
"""Iterators of C that announce each step of what they read, because they were made of announcing iterators."""
LEAST_ARGUMENT = _arguments_references() + 1
"""The reference count of a temporary among the arguments of an announced call: no other thread can have it."""
_IMMUTABLE = frozenset({TypeKind.SCALAR, TypeKind.PLAIN, TypeKind.SIMULATED, TypeKind.CODE, TypeKind.FROZEN})
