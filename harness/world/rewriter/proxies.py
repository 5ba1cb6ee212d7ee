"""Proxies of builtin functions and methods, which announce the access that a call performs.

All other uses of a proxy (comparing, printing, copying, pickling it, or inspecting its class) are passed on to the
function itself: the difference is visible in a traceback and nowhere else.
"""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Callable
from copy import deepcopy
from types import FrameType, MethodType
from typing import Any

from ...common.kinds import is_a, plain

_OURS = os.path.dirname(os.path.abspath(__file__))


class Proxy:
    """The common part of all proxies; each subclass defines what a call announces.

    Args:
        itself: the function or method.
    """

    __slots__ = ("__weakref__", "_itself")

    def __init__(self, itself: Any) -> None:
        self._itself = itself

    __class__ = property(lambda self: type(self._itself))  # for isinstance() and inspect

    def __getattr__(self, name: str) -> Any:
        if name == "_itself":  # __init__ has not run yet
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
    """A proxy of a builtin function whose arguments are an object and the name of an attribute.

    It is not a function, because a function that is an attribute of a class becomes a method.

    Args:
        itself: the builtin.
        announce: called with the object and the name before each call.
        arguments: the numbers of arguments that the builtin accepts.
    """

    __slots__ = ("_announce", "_arguments")

    def __init__(self, itself: Any, announce: Callable[[Any, str], None], *arguments: int) -> None:
        super().__init__(itself)
        self._announce = announce
        self._arguments = arguments

    def __call__(self, /, *args: Any, **words: Any) -> Any:
        """Call the builtin; a call with wrong arguments is not announced, because the builtin itself raises."""
        if len(args) in self._arguments and not words and is_a(args[1], str):
            self._announce(args[0], plain(args[1]))
        return self._itself(*args, **words)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        return self

    def __reduce_ex__(self, protocol: Any) -> Any:
        return _builtin, (self._itself.__name__,)


class Advance(FunctionProxy):
    """A proxy of ``next``, which changes the iterator: no other thread gets the same item."""

    __slots__ = ()

    def __call__(self, /, *args: Any, **words: Any) -> Any:
        """Announce a change of the iterator and call the builtin."""
        if len(args) in self._arguments and not words:
            self._announce(args[0], "")
        return self._itself(*args, **words)


def _builtin(name: str) -> Any:
    """Return what a name means among the builtins of the program that loads a pickle."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename.startswith(_OURS):
        frame = frame.f_back
    return (frame.f_builtins if frame is not None else vars(builtins))[name]


class MethodProxy(Proxy):
    """A proxy of a container's method that is stored or passed on: each call has a scheduling point before it.

    Args:
        itself: the method.
        callback: returns a callable that announces the call of a method of C.
        point: announces an access.
        access: the kind of the access.
        container: the container that is accessed.
    """

    __slots__ = ("_access", "_callback", "_container", "_point")

    def __init__(
        self,
        itself: Any,
        callback: Callable[[Any], Any],
        point: Callable[[str, Any, None], None],
        access: str,
        container: Any,
    ) -> None:
        self._itself = itself
        self._callback = callback
        self._point = point
        self._access = access
        self._container = container

    def __call__(self, /, *args: Any, **words: Any) -> Any:
        """Announce the access and call the method."""
        if type(self._itself) is not MethodType:
            return self._callback(self._itself)(*args, **words)
        self._point(self._access, self._container, None)
        return self._itself(*args, **words)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        copied = deepcopy(self._itself, memo)
        if copied is self._itself:
            return self
        return MethodProxy(copied, self._callback, self._point, self._access, copied.__self__)

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self._itself.__reduce_ex__(protocol)


for _kind in (FunctionProxy, MethodProxy):
    # error messages contain the name of the class, such as that for a missing len()
    _kind.__name__ = _kind.__qualname__ = "builtin_function_or_method"
    _kind.__module__ = "builtins"
    # a property cannot be written in the class body, whose docstring it would replace
    _kind.__doc__ = property(lambda self: self._itself.__doc__)  # type: ignore[assignment]
