"""A pseudo-terminal with a screen: what a learner at a keyboard sees and types."""

import os
import re
import select
import subprocess
import sys
import time

import pytest

PATIENCE = 60
"""Seconds after which a session is given up; nothing is decided by it but that a test fails."""
START = """
import fcntl, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # from here on Ctrl-C on this terminal is this process's
from harness.cli.main import main
main()
"""


class Terminal:
    """One ``kata`` on a pseudo-terminal.

    Attributes:
        said: everything it has written so far, escape sequences and all.
        code: its exit code, once it has ended.
    """

    def __init__(self, words, size, env):
        import fcntl
        import pty
        import struct
        import termios

        pyte = pytest.importorskip("pyte")
        columns, lines = size
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.Stream(self._screen)
        self.said, self._seen, self.code = "", 0, None
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, "-c", START, *words],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=env,
            start_new_session=True,
        )
        os.close(slave)

    @property
    def screen(self):
        """What stands on the screen, line by line."""
        return [line.rstrip() for line in self._screen.display]

    def waits_for(self, pattern):
        """Read on until something new matches; the match."""
        end = time.monotonic() + PATIENCE
        while True:
            found = re.search(pattern, plain(self.said)[self._seen :])
            if found:
                self._seen += found.end()
                return found
            assert self._read(end), f"{pattern!r} was not said; the screen:\n" + "\n".join(self.screen)

    def types(self, keys):
        os.write(self._master, keys.encode())

    def ends(self):
        """Read on until it has ended; its exit code."""
        end = time.monotonic() + PATIENCE
        while self._read(end):
            pass
        self._process.wait(PATIENCE)
        self.code = self._process.returncode
        return self.code

    def signal(self, number):
        self._process.send_signal(number)

    def mode(self):
        """The terminal's own settings."""
        import termios

        return termios.tcgetattr(self._master)

    def set_mode(self, mode):
        import termios

        termios.tcsetattr(self._master, termios.TCSANOW, mode)

    def close(self):
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    def _read(self, end):
        ready, _, _ = select.select([self._master], [], [], max(end - time.monotonic(), 0))
        if not ready:
            return False
        try:
            data = os.read(self._master, 65_536)
        except OSError:  # how Linux says that nobody writes any more
            return False
        text = data.decode("utf-8", "replace")
        self.said += text
        self._stream.feed(text)
        return bool(data)


def plain(text):
    """Without escape sequences and with one kind of line end."""
    return re.sub(r"\x1b\][^\x1b]*\x1b\\|\x1b\[[0-9;?]*[A-Za-z]", "", text).replace("\r\n", "\n")


ELSEWHERE = ("COLUMNS", "FORCE_COLOR", "LINES", "NO_COLOR")
"""What the tests' own terminal is like is nothing to the one they make."""


@pytest.fixture
def terminal(project):
    """Starts ``kata`` on a pseudo-terminal, in the project."""
    if sys.platform == "win32":
        pytest.skip("there are no pseudo-terminals of this kind on Windows")
    opened = []

    def start(*words, size=(80, 40), **env):
        # pytest-xdist puts the width of its own terminal into COLUMNS
        mine = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
        opened.append(Terminal(words, size, {**mine, "TERM": "xterm-256color", **env}))
        return opened[-1]

    yield start
    for one in opened:
        one.close()
