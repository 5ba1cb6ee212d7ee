"""The coroutines of greenlet, as they are: a switch costs nothing more than greenlet's own."""

from __future__ import annotations

from greenlet import GreenletExit as CoroutineExit
from greenlet import getcurrent as current_coroutine
from greenlet import greenlet as Coroutine
from greenlet import settrace as trace_switches

LIBRARIES = frozenset({"greenlet"})
IMPLEMENTATION = ("greenlet", "greenlet._greenlet")
OWN_CONTEXTS = True

__all__ = [
    "IMPLEMENTATION",
    "LIBRARIES",
    "OWN_CONTEXTS",
    "Coroutine",
    "CoroutineExit",
    "current_coroutine",
    "trace_switches",
]
