"""Requests to the fork server: the parent's side, which starts the server and ends it with its last user."""

from __future__ import annotations

import atexit
import os
import select
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from threading import Lock
from typing import IO

from ..common.package import FACADE, PACKAGE

ENDING = 6.0
"""Seconds that a supervisor may take to end the worker and all processes that it started; the server waits for it."""
CHANGING = "PYTEST_CURRENT_TEST"
"""An environment variable that differs from test to test, and matters to no worker."""


def command(last: str) -> list[str]:
    """Return the command that starts a process of ``launcher.py``; ``last`` is its last argument."""
    # -P, and appended: neither the working directory nor the project may shadow a module
    start = f"import sys; sys.path.append(sys.argv[1]); from {PACKAGE}.workers.launcher import main; main()"
    return [sys.executable, "-P", "-c", start, os.path.dirname(FACADE), last]


def environment() -> dict[str, str]:
    """Return the environment of a worker."""
    found = {**os.environ, "PYTHONHASHSEED": "0"}
    found.pop("COVERAGE_PROCESS_START", None)
    found.pop("PYTHONOPTIMIZE", None)  # contracts consist of assert statements
    return found


def standard_error() -> int | None:
    """Return where standard error of a worker goes, as ``subprocess`` takes it."""
    return None if os.environ.get("KATA_WORKER_STDERR") else subprocess.DEVNULL


class Supervisor:
    """The supervisor of one worker, with the parts of ``subprocess.Popen`` that the worker's parent uses.

    It is no child of this process. It writes its identifier to a pipe, and the worker's exit code when it ends.

    Args:
        stdin: leads to the worker's standard input.
        stdout: comes from the worker's standard output.
        status: what the supervisor writes to.
        server: the fork server, whose exit code stands for that of a supervisor which was never forked.
    """

    def __init__(self, stdin: IO[bytes], stdout: IO[bytes], status: int, server: subprocess.Popen[bytes]) -> None:
        self.stdin, self.stdout = stdin, stdout
        self._server = server
        self._status: int | None = status
        self._text = b""
        self._lock = Lock()
        self._code: int | None = None
        os.set_blocking(status, False)

    @property
    def pid(self) -> int:
        """The supervisor's process identifier; waits until it is known, and is 0 if there is no supervisor."""
        while b"\n" not in self._text and self._look(None) is None:
            pass
        return int(self._text.split(b"\n")[0] or 0)

    def poll(self) -> int | None:
        """Return the exit code; None as long as the supervisor runs."""
        return self._look(0.0)

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code when the supervisor has ended.

        Raises:
            subprocess.TimeoutExpired: it did not end in time.
        """
        until = time.monotonic() + timeout if timeout is not None else None
        while (code := self._look(until - time.monotonic() if until is not None else None)) is None:
            if timeout is not None and until is not None and time.monotonic() >= until:
                raise subprocess.TimeoutExpired("the supervisor of a worker", timeout)
        return code

    def kill(self) -> None:
        """Kill the supervisor, if it runs."""
        if self.poll() is None and self.pid:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(self.pid, signal.SIGKILL)

    def _look(self, seconds: float | None) -> int | None:
        """Read what the supervisor has written, for which it is given some seconds; return its exit code, if known."""
        with self._lock:
            if self._status is None:
                return self._code
            ready = select.poll()
            ready.register(self._status, select.POLLIN)
            if not ready.poll(None if seconds is None else max(seconds, 0.0) * 1_000):
                return None
            with suppress(BlockingIOError):
                text = os.read(self._status, 64)
                self._text += text
                if not text:
                    os.close(self._status)
                    self._status = None
                    self._code = self._final_code()
            return self._code

    def _final_code(self) -> int:
        lines = self._text.split(b"\n")
        if len(lines) > 2:
            return int(lines[1])
        if not self._text:
            with suppress(subprocess.TimeoutExpired):
                return self._server.wait(ENDING)
        return -signal.SIGKILL


class ForkServer:
    """A fork server. ``acquire`` returns one, and ``release`` ends it when nobody else uses it.

    Attributes:
        users: how many have acquired it and not released it.
        process: the server.
    """

    def __init__(self) -> None:
        self.users = 0
        self._forked = False
        self._lock = Lock()
        self._control, theirs = socket.socketpair()
        try:
            self.process = subprocess.Popen(
                command(str(theirs.fileno())),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=standard_error(),
                env=environment(),
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        except BaseException:
            self._control.close()
            raise
        finally:
            theirs.close()

    def fork(self, dump: str, life: int) -> Supervisor:
        """Request a worker, and return its supervisor; does not wait for either.

        Args:
            dump: path of the worker's file for ``faulthandler``.
            life: a pipe that is closed when this process ends.

        Raises:
            OSError: the server has ended.
        """
        given, stdin = os.pipe()
        stdout, answers = os.pipe()
        watched, status = os.pipe()
        pipes = open(stdin, "wb"), open(stdout, "rb")  # noqa: SIM115 - closed with the worker
        supervisor = Supervisor(*pipes, watched, self.process)
        try:
            with self._lock:
                self._forked = True
                socket.send_fds(self._control, [dump.encode()], [given, answers, life, status])
        except BaseException:
            supervisor.stdin.close()
            supervisor.stdout.close()
            os.close(watched)
            raise
        finally:
            for descriptor in (given, answers, status):
                os.close(descriptor)
        return supervisor

    def close(self) -> None:
        """End the server."""
        self._control.close()
        if not self._forked:  # it may still be importing
            self.process.kill()
        try:
            self.process.wait(ENDING)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


_servers: dict[frozenset[tuple[str, str]], ForkServer] = {}
"""The servers of this process by the environment that they were started with."""
_changing = Lock()


def acquire() -> ForkServer:
    """Return the fork server for the present environment; it is started if there is none."""
    key = frozenset((name, value) for name, value in environment().items() if name != CHANGING)
    with _changing:
        server = _servers.get(key)
        if server is None or server.process.poll() is not None:
            server = _servers[key] = ForkServer()
        server.users += 1
        return server


def start_ahead() -> None:
    """Start a fork server that is ready when the first worker is needed, and keep it until this process ends."""
    if hasattr(os, "fork"):
        atexit.register(release, acquire())


def release(server: ForkServer) -> None:
    """End a fork server if this was its last user."""
    with _changing:
        server.users -= 1
        if server.users:
            return
        for key, one in list(_servers.items()):
            if one is server:
                del _servers[key]
    server.close()
