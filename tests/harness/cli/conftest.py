"""A pseudo-terminal with a screen: what a learner at a keyboard sees and types."""

import copy
import os
import re
import sys
import time
import warnings

import pytest

PATIENCE = 60
"""Seconds after which a session is given up; nothing is decided by it but that a test fails."""
SYNCHRONIZED_OUTPUT = 2026 << 5
"""How pyte numbers the private mode in which a terminal holds back what is drawn."""
START = "from harness.cli.main import main; main()"


class Terminal:
    """One ``kata`` on a pseudo-terminal: pexpect runs it, pyte is its screen.

    Attributes:
        said: everything it has written so far, escape sequences and all.
        code: its exit code, once it has ended; minus the signal's number, if a signal ended it.
    """

    def __init__(self, words, size, env):
        pexpect, pyte = pytest.importorskip("pexpect"), pytest.importorskip("pyte")
        columns, lines = size
        self._screen = two_buffers(pyte)(columns, lines)
        self._stream = pyte.Stream(self._screen)
        self.said, self._seen, self.code = "", 0, None
        self._at_end = (pexpect.EOF, pexpect.TIMEOUT)
        with warnings.catch_warnings():
            # a test process has other threads (pytest-xdist, the loops of other tests); the child runs exec at once
            warnings.simplefilter("ignore", DeprecationWarning)
            self._child = pexpect.spawn(
                sys.executable,
                ["-c", START, *words],
                dimensions=(lines, columns),
                env=env,
                encoding="utf-8",
                codec_errors="replace",
            )
        self._child.delaybeforesend = None  # meant for programs that ask for passwords

    @property
    def screen(self):
        """What stands on the screen, line by line."""
        return [line.rstrip() for line in self._screen.display]

    def waits_for(self, pattern):
        """Read on until something new matches; the match.

        Not ``pexpect.expect``, which would match escape sequences, too.
        """
        end = time.monotonic() + PATIENCE
        while True:
            found = re.search(pattern, plain(self.said)[self._seen :])
            if found:
                self._seen += found.end()
                return found
            assert self._read(end), f"{pattern!r} was not said; the screen:\n" + "\n".join(self.screen)

    def writes(self, pattern, after):
        """Read on until what was written, escape sequences included, matches after a number of characters."""
        end = time.monotonic() + PATIENCE
        while not re.search(pattern, self.said[after:]):
            assert self._read(end), f"{pattern!r} was not written, but {self.said[after:]!r}"

    def types(self, keys):
        self._child.send(keys)

    def ends(self):
        """Read on until it has ended; its exit code."""
        end = time.monotonic() + PATIENCE
        while self._read(end):
            pass
        self._child.wait()
        self.code = self._child.exitstatus if self._child.signalstatus is None else -self._child.signalstatus
        return self.code

    def resize(self, columns, lines):
        self._screen.resize(lines, columns)
        self._child.setwinsize(lines, columns)

    def shows(self, pattern):
        """Read on until the screen, as it stands and wholly drawn, has a match; the match."""
        end = time.monotonic() + PATIENCE
        while self._half_drawn or not (found := re.search(pattern, "\n".join(self.screen), re.MULTILINE)):
            assert self._read(end), f"{pattern!r} is not on the screen:\n" + "\n".join(self.screen)
        self._seen = len(plain(self.said))
        return found

    @property
    def _half_drawn(self):
        return SYNCHRONIZED_OUTPUT in self._screen.mode

    def signal(self, number):
        self._child.kill(number)

    def mode(self):
        """The terminal's own settings."""
        import termios

        return termios.tcgetattr(self._child.child_fd)

    def set_mode(self, mode):
        import termios

        termios.tcsetattr(self._child.child_fd, termios.TCSANOW, mode)

    def close(self):
        self._child.close(force=True)

    def _read(self, end):
        try:
            text = self._child.read_nonblocking(65_536, timeout=max(end - time.monotonic(), 0))
        except self._at_end:
            return False
        self.said += text
        self._stream.feed(text)
        return True


def two_buffers(pyte):
    """A screen with the second buffer of a terminal, which pyte does not know."""

    class Screen(pyte.Screen):
        first = None

        def set_mode(self, *modes, **words):
            if 1049 in modes and words.get("private") and self.first is None:
                self.first = copy.deepcopy((self.buffer, self.cursor))
                self.erase_in_display(2)
            super().set_mode(*modes, **words)

        def reset_mode(self, *modes, **words):
            if 1049 in modes and words.get("private") and self.first is not None:
                self.buffer, self.cursor = self.first
                self.first = None
            super().reset_mode(*modes, **words)

    return Screen


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
