"""A pool of greenlets, which run one simulated thread after another.

Making and ending a greenlet costs as much as twenty-five switches, and two system calls for its stack of frames.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from threading import local
from typing import Any

from greenlet import GreenletExit, getcurrent, greenlet

POOLED = sys.version_info < (3, 15)
"""Whether greenlets are used again. Python 3.15.2 crashes in a frame that was suspended while another thread of the
operating system set a trace function and took it back; where greenlets end, no frame is suspended for long."""


class GreenletPool:
    """The idle greenlets of one thread of the operating system.

    All are created by one greenlet, so that each has the same depth of recursion: a new greenlet inherits that of its
    creator, and a thread's must not depend on where it was started.
    """

    __slots__ = ("_creator", "_idle")

    def __init__(self) -> None:
        self._idle: list[greenlet] = []
        root = getcurrent()
        while root.parent is not None:
            root = root.parent
        self._creator = greenlet(self._create, root)

    def take(self, hub: greenlet) -> greenlet:
        """Return an idle greenlet; a switch to it with a function and one argument runs that, and then the hub.

        Args:
            hub: the greenlet that continues when the function returns or raises.
        """
        if not POOLED:
            return greenlet(_once, hub)
        taken = self._idle.pop() if self._idle else self._creator.switch(getcurrent())
        if taken.parent is not hub:
            taken.parent = hub
        return taken

    def _create(self, asking: greenlet) -> None:
        """Create one greenlet after another, each for the greenlet that asks for it."""
        while True:
            new = greenlet(self._work)
            new.switch()
            asking = asking.switch(new)

    def _work(self) -> None:
        """Run one function after another; what escapes from one, but GreenletExit, ends the greenlet."""
        me: Any = getcurrent()
        idle = self._idle
        job: Any = me.parent.switch()  # to its creator
        while True:
            try:  # noqa: SIM105 - a context manager would cost more
                job[0](job[1])
            except GreenletExit:
                pass
            job = None
            me.gr_context = None  # each thread begins with an empty context
            idle.append(me)
            job = me.parent.switch()


def _once(function: Callable[[Any], object], argument: Any) -> None:
    """Run one function."""
    function(argument)


class _Pools(local):
    """The pool of each thread of the operating system: a greenlet cannot move to another."""

    def __init__(self) -> None:
        self.pool = GreenletPool()


_POOLS = _Pools()


def pool() -> GreenletPool:
    """Return the pool of the calling thread of the operating system."""
    return _POOLS.pool
