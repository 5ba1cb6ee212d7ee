"""Single keys from the terminal, and the terminal restored however the session ends."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from threading import Event, Lock, Thread
from types import FrameType

END = ""
"""Reported when no more keys come: at Ctrl-D, the end of input, and once when the terminal was closed."""
CTRL_D = "\x04"
RESUMED = "KEY_RESUMED"
"""Reported after Ctrl-Z, when the process continues."""
POLL = 0.1
"""Seconds that the reading thread waits for a key before it checks whether the session has ended."""


class Keyboard:
    """The keys of a terminal that reports each one, from a thread of its own. Use it in a ``with`` statement.

    Ctrl-C still interrupts the main thread.

    Args:
        report: called with one character; with the name that blessed gives to a key without one, such as ``KEY_UP``;
            or with ``END`` or ``RESUMED``.
        suspended: called before Ctrl-Z stops the process.
    """

    def __init__(self, report: Callable[[str], None], suspended: Callable[[], None] = lambda: None) -> None:
        from blessed import Terminal  # 70 ms to import, and no other command needs it

        # with styling blessed would ask the terminal what it is, and wait for an answer: it is here to read keys only
        self._terminal = Terminal(force_styling=None)
        self._report = report
        self._suspended = suspended
        self._stop = Event()
        self._paused = Event()
        self._reading = Lock()
        """Held while a key is read."""
        self._thread = Thread(target=self._read, name="kata-watch-keys", daemon=True)
        self._modes = ExitStack()
        """The mode in which keys come one by one, while it is on."""
        self._ending = ExitStack()

    def forget(self) -> None:
        """Drop the keys that were typed before anything could be seen."""
        with suppress(Exception):  # termios.error, or no termios, as on Windows
            from termios import TCIFLUSH, tcflush

            tcflush(sys.stdin.fileno(), TCIFLUSH)

    def __enter__(self) -> Keyboard:
        self._ending.enter_context(self._single_keys())
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join(1)
        self._ending.close()

    @contextmanager
    def released(self) -> Iterator[None]:
        """Leave the terminal to another program for a while, as it was before the session.

        Ctrl-C is for the other program then, and so is the mode of the terminal after Ctrl-Z.
        """
        self._paused.set()
        with self._reading:
            self._leave()
            # a function and not SIG_IGN, which the other program would inherit
            before = signal.signal(signal.SIGINT, lambda number, frame: None)
            try:
                yield
            finally:
                signal.signal(signal.SIGINT, before)
                self._paused.clear()
                self._enter()

    @contextmanager
    def _single_keys(self) -> Iterator[None]:
        """Deliver keys without waiting for Enter, also after Ctrl-Z, and restore the settings found before.

        blessed sets the mode and restores it, but handles no signals. SIGTERM and SIGHUP become a ``SystemExit``, so
        that the settings are restored on the way out. After SIGCONT the mode is set again, because the shell changed
        the settings while the process was stopped. cbreak and not raw: output keeps its line ends, and Ctrl-C and
        Ctrl-Z keep their meaning.
        """

        def leave(number: int, frame: FrameType | None) -> None:
            raise SystemExit(128 + number)

        # Windows has SIGTERM alone
        handlers = {"SIGTSTP": self._stopped, "SIGCONT": self._resumed, "SIGTERM": leave, "SIGHUP": leave}
        numbers = {name: getattr(signal, name) for name in handlers if hasattr(signal, name)}
        before = {number: signal.signal(number, handlers[name]) for name, number in numbers.items()}
        try:
            self._enter()
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            self._leave()

    def _stopped(self, number: int, frame: FrameType | None) -> None:
        """Stop as Ctrl-Z does; return when the process continues."""
        self._suspended()
        self._leave()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        signal.signal(number, self._stopped)
        self._resumed()  # the system ignores the signal where no shell could continue the process

    def _resumed(self, number: int = 0, frame: FrameType | None = None) -> None:
        self._enter()
        self._report(RESUMED)

    def _enter(self) -> None:
        if not self._paused.is_set():
            self._modes.enter_context(self._terminal.cbreak())

    def _leave(self) -> None:
        # OSError, or termios.error, which does not exist on Windows: the terminal may be gone
        with suppress(Exception):
            self._modes.close()

    def _read(self) -> None:
        while not self._stop.is_set():
            if self._paused.wait(0):
                self._stop.wait(POLL)
                continue
            try:
                with self._reading:
                    key = self._terminal.inkey(timeout=POLL) if not self._paused.is_set() else ""
            except (EOFError, OSError):
                self._report(END)
                return
            if key:
                self._report(END if key == CTRL_D else _name(key))


class NoKeyboard:
    """The keyboard of a session without a terminal, such as one whose output an editor reads: it has no keys."""

    def __enter__(self) -> NoKeyboard:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    @contextmanager
    def released(self) -> Iterator[None]:
        """Do nothing: no terminal is held."""
        yield


def _name(key: str) -> str:
    """Return the character of a key, or its name if it has none.

    The name of an arrow, a function key or a key with Alt is no letter, so none of its letters counts as one.
    """
    if getattr(key, "is_sequence", False):
        return str(getattr(key, "name", None) or "KEY_UNKNOWN")
    return str(key)
