"""Single keys from a terminal, which is as it was before when the ``with`` statement is left, however it is left."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from types import FrameType

END = ""
"""Told once when nobody can type any more: the terminal was closed."""
ESCAPE = re.compile(r"\x1b(\[[0-9;?]*[ -/]*[@-~]|O.|.)?", re.DOTALL)
"""An arrow, a function key, or a key with Alt: none of its letters was meant."""


@contextmanager
def keys(tell: Callable[[str], None]) -> Iterator[None]:
    """Tell of each key that is pressed, from a thread of its own. Ctrl-C still interrupts the main thread.

    Args:
        tell: called with one character, or with ``END``.
    """
    with _windows(tell) if sys.platform == "win32" else _posix(tell):
        yield


@contextmanager
def _posix(tell: Callable[[str], None]) -> Iterator[None]:
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    reading, writing = os.pipe()

    def single_keys(number: int = 0, frame: FrameType | None = None) -> None:
        # not raw: output still ends its lines, and Ctrl-C and Ctrl-Z do what they always do
        tty.setcbreak(descriptor, termios.TCSANOW)

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)  # on the way out the terminal is put back

    # after Ctrl-Z the shell has given the terminal other settings
    handlers = {signal.SIGCONT: single_keys, signal.SIGTERM: end, signal.SIGHUP: end}
    old = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    thread = Thread(target=_read, args=(descriptor, reading, tell), name="kata-watch-keys", daemon=True)
    try:
        single_keys()
        thread.start()
        yield
    finally:
        os.write(writing, b"x")
        if thread.is_alive():
            thread.join(1)
        for number, handler in old.items():
            signal.signal(number, handler)
        with suppress(termios.error, OSError):  # the terminal may be gone
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        os.close(reading)
        os.close(writing)


def _read(descriptor: int, stop: int, tell: Callable[[str], None]) -> None:
    while True:
        ready, _, _ = select.select([descriptor, stop], [], [])
        if stop in ready:
            return
        try:
            typed = os.read(descriptor, 32)
        except OSError:
            typed = b""
        if not typed:
            tell(END)
            return
        for character in ESCAPE.sub("", typed.decode("utf-8", "ignore")):
            tell(character)


@contextmanager
def _windows(tell: Callable[[str], None]) -> Iterator[None]:
    stop = Event()
    thread = Thread(target=_poll, args=(stop, tell), name="kata-watch-keys", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(1)


def _poll(stop: Event, tell: Callable[[str], None]) -> None:
    if sys.platform == "win32":
        import msvcrt

        while not stop.wait(0.05):
            while msvcrt.kbhit():
                character = msvcrt.getwch()
                if character in ("\x00", "\xe0"):
                    msvcrt.getwch()  # the second half of an arrow or a function key
                else:
                    tell(character)
