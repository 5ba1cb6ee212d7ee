"""The engine protocol: what the fixtures of a contract need from the explorer or the stress engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol


class Engine(Protocol):
    """What the fixtures ask of the engine that runs them."""

    threading: Any

    def settle(self) -> None:
        """Let all others run until each waits or has ended."""

    def waits(self, thread: Any) -> bool:
        """The thread is blocked."""

    def forever(self, function: Callable[[], Any]) -> None:
        """Call a function again and again, for as long as the engine wants."""

    def stumbles(self, error: BaseException) -> bool:
        """Choose whether a callback raises this here."""

    def witness(self, description: str, predicate: Callable[[], bool]) -> None:
        """``predicate`` must become true in some schedule."""
