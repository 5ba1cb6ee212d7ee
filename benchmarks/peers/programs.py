"""The sixteen entry points of the benchmark: ``wrong_N()`` and ``right_N()`` play one scene once.

A wrong one fails its assertion in some schedules, or ends in a deadlock.
"""

from __future__ import annotations

from .scenes import (
    Barrier,
    Buffer,
    BufferIf,
    Cache,
    LockedCache,
    LockedReaders,
    LockedUpdate,
    LostUpdate,
    OneCondition,
    OneConditionAll,
    OrderedPhilosophers,
    OrderedTransfer,
    Philosophers,
    Readers,
    ReusableBarrier,
    Scene,
    Transfer,
    play,
)

WRONG: tuple[type[Scene], ...] = (
    LostUpdate,
    BufferIf,
    OneCondition,
    Philosophers,
    Readers,
    Barrier,
    Transfer,
    Cache,
)
RIGHT: tuple[type[Scene], ...] = (
    LockedUpdate,
    Buffer,
    OneConditionAll,
    OrderedPhilosophers,
    LockedReaders,
    ReusableBarrier,
    OrderedTransfer,
    LockedCache,
)
TITLES = (
    "lost update",
    "buffer, if for while",
    "one condition, notify()",
    "philosophers, left first",
    "reader count",
    "barrier used twice",
    "lock-order inversion",
    "check-then-act on a dict",
)


def wrong_1() -> None:
    """Lost update."""
    play(LostUpdate())


def right_1() -> None:
    """The same, right."""
    play(LockedUpdate())


def wrong_2() -> None:
    """``if`` for ``while`` around wait."""
    play(BufferIf())


def right_2() -> None:
    """The same, right."""
    play(Buffer())


def wrong_3() -> None:
    """One condition and notify()."""
    play(OneCondition())


def right_3() -> None:
    """The same, right."""
    play(OneConditionAll())


def wrong_4() -> None:
    """All take the left fork first."""
    play(Philosophers())


def right_4() -> None:
    """The same, right."""
    play(OrderedPhilosophers())


def wrong_5() -> None:
    """Reader count unprotected."""
    play(Readers())


def right_5() -> None:
    """The same, right."""
    play(LockedReaders())


def wrong_6() -> None:
    """A barrier that opens once, used twice."""
    play(Barrier())


def right_6() -> None:
    """The same, right."""
    play(ReusableBarrier())


def wrong_7() -> None:
    """Lock-order inversion."""
    play(Transfer())


def right_7() -> None:
    """The same, right."""
    play(OrderedTransfer())


def wrong_8() -> None:
    """Check, then act, on a dict."""
    play(Cache())


def right_8() -> None:
    """The same, right."""
    play(LockedCache())
