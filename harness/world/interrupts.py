"""The user's Ctrl-C, as opposed to a ``KeyboardInterrupt`` that the program itself raises."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Any

from ..common.kinds import is_a

_other_meanings: list[Callable[..., Any]] = []


def is_interrupt(error: BaseException) -> bool:
    """True for an exception that may be the user's Ctrl-C.

    In a process that ignores the signal, or for which it means something else, the program itself has raised it.
    """
    return is_a(error, KeyboardInterrupt) and signal.getsignal(signal.SIGINT) not in (
        signal.SIG_IGN,
        *_other_meanings,
    )


def handle_without_interrupts(handler: Callable[..., Any]) -> None:
    """Handle the signal of Ctrl-C by a function that interrupts nothing."""
    _other_meanings.append(handler)
    signal.signal(signal.SIGINT, handler)
