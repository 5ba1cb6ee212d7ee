"""Objects that stand in the program for a builtin function or a method, and announce what it will do.

Whatever a program does with one but call it (compare, print, copy, pickle, look at its class), it
does with the function itself: that the two differ may show in a traceback, and nowhere else.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from copy import deepcopy
from typing import Any


class Proxy:
    """What all have in common; called, a kind of its own says what it announces.

    Args:
        itself: the function or method.
    """

    __slots__ = ("__weakref__", "_itself")

    def __init__(self, itself: Any) -> None:
        self._itself = itself

    __class__ = property(lambda self: type(self._itself))  # for isinstance() and inspect

    def __getattr__(self, name: str) -> Any:
        if name == "_itself":  # of an object that __init__ has not seen yet
            raise AttributeError(name)
        return getattr(self._itself, name)

    def __dir__(self) -> list[str]:
        return dir(self._itself)

    def __eq__(self, other: object) -> bool:
        return bool(self._itself == (other._itself if isinstance(other, Proxy) else other))

    def __hash__(self) -> int:
        return hash(self._itself)

    def __repr__(self) -> str:
        return repr(self._itself)

    def __copy__(self) -> Any:
        return self


class FunctionProxy(Proxy):
    """A builtin function that is given an object and the name of an attribute.

    It is no function, because one would become a method in a class that has it as an attribute.

    Args:
        itself: the builtin.
        announce: called with the object and the name before each call.
        arguments: how many the builtin takes.
    """

    __slots__ = ("_announce", "_arguments")

    def __init__(self, itself: Any, announce: Callable[[Any, str], None], *arguments: int) -> None:
        super().__init__(itself)
        self._announce = announce
        self._arguments = arguments

    def __call__(self, /, *args: Any, **words: Any) -> Any:
        """Call the builtin; one that is called wrongly says so itself, and does nothing to announce."""
        if len(args) in self._arguments and not words and isinstance(args[1], str):
            self._announce(args[0], args[1])
        return self._itself(*args, **words)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        return self

    def __reduce_ex__(self, protocol: Any) -> Any:
        return _builtin, (self._itself.__name__,)


class Advance(FunctionProxy):
    """``next``: what it takes from an iterator, no other thread gets."""

    __slots__ = ()

    def __call__(self, /, *args: Any, **words: Any) -> Any:
        """Call the builtin, announcing a change of the iterator."""
        if len(args) in self._arguments and not words:
            self._announce(args[0], "")
        return self._itself(*args, **words)


def _builtin(name: str) -> Any:
    """What a name means, among the builtins of the code that loads a pickle."""
    return sys._getframe(1).f_builtins[name]


class MethodProxy(Proxy):
    """A container's method that is handed on, and called elsewhere: the method itself, and a point before each call.

    Args:
        itself: the method.
        point: announces an access.
        access: which it is.
        container: to what.
    """

    __slots__ = ("_access", "_container", "_point")

    def __init__(self, itself: Any, point: Callable[[str, Any, None], None], access: str, container: Any) -> None:
        self._itself = itself
        self._point = point
        self._access = access
        self._container = container

    def __call__(self, /, *args: Any, **words: Any) -> Any:
        """Call the method."""
        self._point(self._access, self._container, None)
        return self._itself(*args, **words)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        copied = deepcopy(self._itself, memo)
        return self if copied is self._itself else MethodProxy(copied, self._point, self._access, copied.__self__)

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self._itself.__reduce_ex__(protocol)


for _kind in (FunctionProxy, MethodProxy):
    # errors name the class, and say, for instance, that it has no len()
    _kind.__name__ = _kind.__qualname__ = "builtin_function_or_method"
    _kind.__module__ = "builtins"
    # a property cannot be written in the class body, whose docstring it would replace
    _kind.__doc__ = property(lambda self: self._itself.__doc__)  # type: ignore[assignment]
