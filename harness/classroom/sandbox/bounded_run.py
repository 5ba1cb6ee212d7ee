"""Runs a command with limits on its time, its output, and the memory of all its processes, which no kernel has."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from ...answers.grading_run import Overrun

LOOK = 0.2
"""Seconds between two looks at the memory. Between them a process can get some hundred megabytes more."""
ENDING = 10.0
"""Seconds for the output of a process that was ended."""
LAST_WORDS = 1 << 16
"""Bytes of standard error that are kept, the last ones."""
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


@dataclass(frozen=True, slots=True)
class RunLimits:
    """The limits of a run.

    Attributes:
        seconds: from its start to its end.
        memory: bytes of all of its processes together.
        output: bytes of standard output.
    """

    seconds: float
    memory: int
    output: int


@dataclass(frozen=True, slots=True)
class EndedRun:
    """A run that has ended.

    Attributes:
        code: the exit code.
        output: of standard output.
        last_words: the end of standard error.
        overrun: the limit because of which it was ended; None if it ended by itself.
    """

    code: int
    output: bytes
    last_words: bytes
    overrun: Overrun | None


def run_bounded(command: Sequence[str], data: bytes, limits: RunLimits, descriptors: Sequence[int] = ()) -> EndedRun:
    """Run a command to its end, or until it reaches a limit.

    Args:
        command: the command; what it starts must end with it.
        data: for its standard input.
        limits: its limits.
        descriptors: open files that are passed on.

    Raises:
        OSError: it cannot be started.
    """
    ends = time.monotonic() + limits.seconds
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        pass_fds=tuple(descriptors), bufsize=0,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        output, last_words = _Pipe(process.stdout, limits.output, first=True), _Pipe(process.stderr, LAST_WORDS)
        threading.Thread(target=_feed, args=(process.stdin, data), daemon=True).start()
        overrun: Overrun | None = None
        try:
            while overrun is None:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(LOOK)
                    break
                if time.monotonic() > ends:
                    overrun = Overrun.TIME
                elif output.is_full:
                    overrun = Overrun.OUTPUT
                elif memory_of_tree(process.pid) > limits.memory:
                    overrun = Overrun.MEMORY
        finally:
            process.kill()
        code = process.wait()
        # what is left in a pipe is read to its end: all who could write to it have ended
        found, said = output.all(), last_words.all()
    return EndedRun(code, found, said, overrun or (Overrun.OUTPUT if output.is_full else None))


def memory_of_tree(root: int) -> int:
    """Return the bytes of memory that a process and all that it has started use; 0 where there is no ``/proc``.

    Shared memory counts once for each process that shares it.
    """
    children: dict[int, list[int]] = {}
    used: dict[int, int] = {}
    for name in os.listdir("/proc") if os.path.isdir("/proc") else ():
        if name.isdigit():
            state, parent, pages = _stat(f"/proc/{name}/stat")
            if state == "Z":  # its other threads may still run, with all the memory
                pages = max((_stat(f"/proc/{name}/task/{task}/stat")[2] for task in _tasks(name)), default=0)
            used[int(name)] = pages * _PAGE
            children.setdefault(parent, []).append(int(name))
    total, waiting = 0, [root]
    while waiting:
        process = waiting.pop()
        total += used.get(process, 0)
        waiting += children.get(process, ())
    return total


def _stat(path: str) -> tuple[str, int, int]:
    """Return the state of a process or thread, its parent, and its pages in memory; nothing if it has just ended."""
    try:
        with open(path, "rb") as file:
            # its name, in parentheses, may have anything in it
            words = file.read().rpartition(b")")[2].split()
    except OSError:
        return "", 0, 0
    return (words[0].decode(), int(words[1]), int(words[21])) if len(words) > 21 else ("", 0, 0)


def _tasks(process: str) -> list[str]:
    try:
        return os.listdir(f"/proc/{process}/task")
    except OSError:
        return []


def _feed(pipe: IO[bytes], data: bytes) -> None:
    with suppress(OSError), pipe:  # a command that reads nothing may have ended
        left = memoryview(data)
        while left:
            left = left[pipe.write(left) :]


class _Pipe:
    """A pipe that a thread of its own reads, so that no process has to wait; it keeps a part only.

    Args:
        pipe: what to read.
        most: the most bytes to keep.
        first: keep the first ones, and one more if there are too many; else the last ones.
    """

    def __init__(self, pipe: IO[bytes], most: int, *, first: bool = False) -> None:
        self._pipe, self._most, self._first = pipe, most, first
        self._kept = bytearray()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    @property
    def is_full(self) -> bool:
        """True when more has come than is kept of the beginning."""
        return self._first and len(self._kept) > self._most

    def all(self) -> bytes:
        """Return what was kept, after the end of the pipe."""
        self._thread.join(ENDING)
        return bytes(self._kept)

    def _read(self) -> None:
        with suppress(OSError, ValueError):  # closed meanwhile
            while chunk := self._pipe.read(1 << 16):
                if not self._first:
                    self._kept = (self._kept + chunk)[-self._most :]
                elif not self.is_full:
                    self._kept += chunk[: self._most + 1 - len(self._kept)]
