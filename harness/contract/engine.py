"""The engine protocol: what the fixtures of a contract need from the explorer or the stress engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol


class Engine(Protocol):
    """The services that the fixtures of a contract need from the engine that runs them.

    Attributes:
        threading: the program's ``threading`` module.
    """

    threading: Any

    def settle(self) -> None:
        """Let all other threads run until each of them waits or has ended."""

    def waits(self, thread: Any) -> bool:
        """Return whether the thread is alive after ``settle``, and so blocked."""

    def returned(self, handle: Any) -> None:
        """Announce that the function of the current thread has returned, which the fields of its handle tell."""

    def forever(self, function: Callable[[], Any]) -> None:
        """Call a function in a loop, for as long as the engine wants."""

    def stumbles(self, error: BaseException) -> bool:
        """Return whether a callback is to raise this error now; the engine chooses (fault injection)."""

    def witness(self, description: str, predicate: Callable[[], bool]) -> None:
        """Require that ``predicate`` is true at some point of some schedule."""
