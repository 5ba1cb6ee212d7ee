"""Coroutines for Python in WebAssembly (Pyodide), where greenlet cannot exist: each has a stack that JSPI suspends.

They do what the world asks of greenlet's, and no more:

- A coroutine that is dropped while it is suspended stays suspended: nothing raises ``CoroutineExit`` in it.
- ``gr_context`` is not its context: it begins with a copy of that in which it was created (``OWN_CONTEXTS``).
- Nothing can be told of switches, so there is no debugger.
- There is one thread of the operating system, and one exploration at a time.
- The frames below that of a suspended coroutine lie on a stack that others have overwritten since. To follow their
  ``f_back`` then would crash. So they are listed in time: whoever asks for ``gr_frame`` resumes the coroutine just to
  list its frames, as ``ListedFrame``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from operator import attrgetter
from types import FrameType
from typing import Any, cast

from .stack_switch import Stacks

_current: Coroutine = cast("Coroutine", None)
"""The coroutine that runs; None only while the main one is made."""
LIBRARIES = frozenset({"pyodide", "pyodide_js", "_pyodide", "_pyodide_core", "js"})
IMPLEMENTATION = (__name__, Stacks.__module__)
OWN_CONTEXTS = False


class GreenletExit(BaseException):
    """The exception that ends a coroutine, and is not passed on to its parent. Programs see its name, as natively."""


CoroutineExit = GreenletExit


class ListedFrame:
    """A frame of a suspended coroutine. Equal to that frame; only ``f_back`` is another listed one.

    Args:
        frame: the frame.
        f_back: the listed frame below it.
    """

    __slots__ = ("_frame", "f_back")
    f_builtins = property(attrgetter("_frame.f_builtins"))
    f_code = property(attrgetter("_frame.f_code"))
    f_globals = property(attrgetter("_frame.f_globals"))
    f_lasti = property(attrgetter("_frame.f_lasti"))
    f_lineno = property(attrgetter("_frame.f_lineno"))
    f_locals = property(attrgetter("_frame.f_locals"))

    def __init__(self, frame: FrameType, f_back: ListedFrame | None) -> None:
        self._frame = frame
        self.f_back = f_back

    def __eq__(self, other: object) -> bool:
        return (other._frame if isinstance(other, ListedFrame) else other) is self._frame

    def __hash__(self) -> int:
        return hash(self._frame)


class Coroutine:
    """A coroutine, with greenlet's interface.

    Args:
        run: called on its own stack, with the arguments of the first switch to it.
        parent: continues when that returns or raises; without one, the coroutine that runs now.

    Attributes:
        parent: as given; None of the main coroutine.
        dead: it has ended.
        gr_context: is not used.
    """

    __slots__ = (
        "__weakref__",
        "_asking",
        "_error",
        "_frame",
        "_run",
        "_started",
        "_values",
        "dead",
        "gr_context",
        "parent",
    )

    def __init__(self, run: Callable[..., object] | None = None, parent: Coroutine | None = None) -> None:
        self._run = run
        self.parent: Any = parent if parent is not None else _current
        self.dead = self._started = False
        self.gr_context: Any = None
        self._values: tuple[Any, ...] = ()
        self._error: BaseException | None = None
        self._asking: Coroutine | None = None
        self._frame: ListedFrame | None = None

    def switch(self, *values: Any) -> Any:
        """Continue with this coroutine; return what the switch back passes on: one value, or the tuple of them."""
        if self is _current or self.dead:
            return values[0] if len(values) == 1 else values
        self._values = values
        return self._go()

    def throw(self, kind: type[BaseException] = CoroutineExit) -> Any:
        """Raise an exception in this coroutine, where it is suspended; return as ``switch`` does."""
        if self.dead:
            return None
        if not self._started:
            self.dead = True
            return None
        self._error = kind()
        return self._go()

    @property
    def gr_frame(self) -> FrameType | None:
        """The innermost frame while it is suspended; None while it runs, before it begins, and once it has ended."""
        global _current
        if self is _current or self.dead or not self._started:
            return None
        if self._frame is None:
            me = _current
            self._asking = me
            _switch(self)
            _current = me
        return cast("FrameType | None", self._frame)

    def _go(self) -> Any:
        global _current
        me = _current
        if not self._started:
            _stacks.begin(self, self._body)
            self._started = True
        _switch(self)
        while me._asking is not None:
            asking, me._asking = me._asking, None
            me._frame = _listed(sys._getframe(2))
            _switch(asking)
        _current = me
        me._frame = None
        if me._error is not None:
            error, me._error = me._error, None
            raise error
        values, me._values = me._values, ()
        return values[0] if len(values) == 1 else values

    def _body(self) -> None:
        global _current
        _current = self
        values, self._values = self._values, ()
        error = None
        try:
            assert self._run is not None
            values = (self._run(*values),)
        except CoroutineExit as raised:
            values = (raised,)
        except BaseException as raised:
            error = raised
        self.dead = True
        following = self.parent
        while following.dead:
            following = following.parent
        following._values, following._error = values, error
        _stacks.end(self, following)


def _listed(innermost: FrameType | None) -> ListedFrame | None:
    """Return the frames of the running coroutine, down to its body."""
    frames = []
    while innermost is not None and innermost.f_code is not Coroutine._body.__code__:
        frames.append(innermost)
        innermost = innermost.f_back
    listed = None
    for frame in reversed(frames):
        listed = ListedFrame(frame, listed)
    return listed


def current_coroutine() -> Coroutine:
    """Return the coroutine that runs."""
    return _current


def trace_switches(function: Callable[..., object] | None) -> Callable[..., object] | None:
    """Refuse to call a function at each switch.

    Raises:
        NotImplementedError: always.
    """
    raise NotImplementedError("there is no debugger in a browser")


_main = Coroutine()
_main._started = True
_current = _main
_stacks = Stacks(_main)
_switch = _stacks.switch
