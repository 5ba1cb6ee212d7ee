"""Single keys from the terminal, and the terminal restored however the session ends."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from threading import Event, Thread
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blessed import Terminal

END = ""
"""Reported once when no more keys can come: the terminal was closed."""
POLL = 0.1
"""Seconds that the reading thread waits for a key before it checks whether the session has ended."""


@contextmanager
def keys(report: Callable[[str], None]) -> Iterator[None]:
    """Report each key that is pressed, from a thread of its own. Ctrl-C still interrupts the main thread.

    Args:
        report: called with one character, or with ``END``.
    """
    from blessed import Terminal  # 70 ms to import, and no other command needs it

    # with styling blessed would ask the terminal what it is, and wait for an answer: it is here to read keys only
    terminal, stop = Terminal(force_styling=None), Event()
    thread = Thread(target=_read, args=(terminal, stop, report), name="kata-watch-keys", daemon=True)
    with _single_keys(terminal):
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join(1)


@contextmanager
def _single_keys(terminal: Terminal) -> Iterator[None]:
    """Deliver keys without waiting for Enter, also after Ctrl-Z, and restore the settings found before.

    blessed sets the mode and restores it, but handles no signals. SIGTERM and SIGHUP become a ``SystemExit``, so that
    the settings are restored on the way out. After SIGCONT the mode is set again, because the shell changed the
    settings while the process was stopped. cbreak and not raw: output keeps its line ends, and Ctrl-C and Ctrl-Z keep
    their meaning.
    """
    modes = ExitStack()

    def enter(number: int = 0, frame: FrameType | None = None) -> None:
        modes.enter_context(terminal.cbreak())

    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    handlers = {"SIGCONT": enter, "SIGTERM": leave, "SIGHUP": leave}  # Windows has SIGTERM alone
    numbers = {name: getattr(signal, name) for name in handlers if hasattr(signal, name)}
    before = {number: signal.signal(number, handlers[name]) for name, number in numbers.items()}
    try:
        enter()
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        # OSError, or termios.error, which does not exist on Windows: the terminal may be gone
        with suppress(Exception):
            modes.close()


def _read(terminal: Terminal, stop: Event, report: Callable[[str], None]) -> None:
    while not stop.is_set():
        try:
            key = terminal.inkey(timeout=POLL)
        except (EOFError, OSError):
            report(END)
            return
        if key and not key.is_sequence:  # an arrow, a function key or a key with Alt: none of its letters was meant
            report(str(key))
