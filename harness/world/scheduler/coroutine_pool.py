"""A pool of coroutines, which run one simulated thread after another.

Making and ending a coroutine costs as much as twenty-five switches, and two system calls for its stack of frames.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextvars import Context
from threading import local
from typing import Any

from ..coroutines import OWN_CONTEXTS, Coroutine, CoroutineExit, current_coroutine

POOLED = sys.version_info < (3, 15)
"""Whether coroutines are used again. Python 3.15.2 crashes in a frame that was suspended while another thread of the
operating system set a trace function and took it back; where coroutines end, no frame is suspended for long."""


class CoroutinePool:
    """The idle coroutines of one thread of the operating system.

    All are created by one coroutine, so that each has the same depth of recursion: a new coroutine inherits that of its
    creator, and a thread's must not depend on where it was started.
    """

    __slots__ = ("_creator", "_idle")

    def __init__(self) -> None:
        self._idle: list[Coroutine] = []
        root = current_coroutine()
        while root.parent is not None:
            root = root.parent
        self._creator = Coroutine(self._create, root)

    def take(self, hub: Coroutine) -> Coroutine:
        """Return an idle coroutine; a switch to it with a function and one argument runs that, and then the hub.

        Args:
            hub: the coroutine that continues when the function returns or raises.
        """
        if not POOLED:
            return Coroutine(_once, hub)
        taken = self._idle.pop() if self._idle else self._creator.switch(current_coroutine())
        if taken.parent is not hub:
            taken.parent = hub
        return taken

    def _create(self, asking: Coroutine) -> None:
        """Create one coroutine after another, each for the coroutine that asks for it."""
        while True:
            new = Coroutine(self._work)
            new.switch()
            asking = asking.switch(new)

    def _work(self) -> None:
        """Run one function after another; what escapes from one, but CoroutineExit, ends the coroutine."""
        me: Any = current_coroutine()
        idle = self._idle
        job: Any = me.parent.switch()  # to its creator
        while True:
            try:
                if OWN_CONTEXTS:
                    job[0](job[1])
                else:
                    Context().run(*job)
            except CoroutineExit:
                pass
            job = None
            me.gr_context = None  # each thread begins with an empty context
            idle.append(me)
            job = me.parent.switch()


def _once(function: Callable[[Any], object], argument: Any) -> None:
    """Run one function."""
    function(argument)


class _Pools(local):
    """The pool of each thread of the operating system: a coroutine cannot move to another."""

    def __init__(self) -> None:
        self.pool = CoroutinePool()


_POOLS = _Pools()


def pool() -> CoroutinePool:
    """Return the pool of the calling thread of the operating system."""
    return _POOLS.pool
