"""One worker process, as its parent sees it: starts it, exchanges messages with it, and ends it."""

from __future__ import annotations

import _thread
import json
import os
import queue
import secrets
import shutil
import signal
import subprocess
import tempfile
import threading
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from ..program.temporary_folders import folder_of
from .channel import ForgedLine, receive
from .exit_status import SIGNALLED
from .fork_requests import ENDING, ForkServer, Supervisor, acquire, command, environment, release, standard_error
from .limits import Limits

ENDED = "ended"
"""Key of a message that the worker did not send: the worker has ended."""
FORGED = "forged"
"""Key of a message that the worker did not send: its pipe held something that the harness did not write."""


class WorkerProcess:
    """A worker process and its supervisor.

    Attributes:
        dump: the file to which ``faulthandler`` writes the stack of the code under test.
        file: identifies the code that the current process has run; no other code may follow it there.
        begun: the current process has sent a message.
        renewed: earlier processes of the worker have run code under test.
    """

    def __init__(self, limits: Limits, *, plays: bool = False) -> None:
        handle, self.dump = tempfile.mkstemp(prefix="kata-", suffix=".dump")
        os.close(handle)
        self.file = ""
        self.begun = self.renewed = False
        self._number = 0
        self._messages: queue.Queue[dict[str, Any]] = queue.Queue()
        self._key = secrets.token_bytes(32)
        self._life: int | None = None
        self._server: ForkServer | None = None
        self._ending = threading.Lock()
        self._process = self._start()
        # no threading.Thread: a test that looks for threads that it has left running must not find this one
        _thread.start_new_thread(self._read, (limits.message,))
        with suppress(OSError):
            self.send({"key": self._key.hex(), "limits": asdict(limits), "plays": plays})

    def _start(self) -> Supervisor | subprocess.Popen[bytes]:
        if os.name != "posix":
            return subprocess.Popen(
                command(self.dump),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=standard_error(),
                env=environment(),
            )
        life, self._life = os.pipe()
        try:
            server = self._server = acquire()
            try:
                return server.fork(self.dump, life)
            except OSError:  # it has just ended, which acquire() could not see yet
                release(server)
                server = self._server = acquire()
                return server.fork(self.dump, life)
        finally:
            os.close(life)

    @property
    def pid(self) -> int:
        """The supervisor's process identifier; it is gone only when all that the worker started is."""
        return self._process.pid

    def lost_its_server(self) -> bool:
        """Return whether the process that it was forked from was killed, so that its own end says nothing of a file."""
        return self._server is not None and (self._server.process.poll() or 0) < 0

    def send(self, message: dict[str, Any]) -> None:
        """Send one message to the worker.

        Raises:
            OSError: the worker has ended.
        """
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message).encode() + b"\n")
        self._process.stdin.flush()

    def renew(self) -> bool:
        """Continue in a new process that has run no code under test; False where the platform has no ``fork``.

        Raises:
            OSError: the worker has ended.
        """
        if os.name != "posix":
            return False
        self.begun, self.renewed = False, True
        self._number += 1
        self.send({"next": True})
        return True

    def receive(self, timeout: float) -> dict[str, Any]:
        """Return the next message.

        Raises:
            queue.Empty: no message came in time.
        """
        return self._messages.get(timeout=max(timeout, 0.0))

    def _read(self, longest: int) -> None:
        assert self._process.stdout is not None
        try:
            for message in receive(self._key, lambda: self._number, self._process.stdout, longest):
                self._messages.put(message)
        except ForgedLine:
            self._messages.put({FORGED: True})
        except (OSError, ValueError):  # the pipe was closed meanwhile
            self._messages.put({ENDED: True})
        else:
            self._messages.put({ENDED: True})

    def is_alive(self) -> bool:
        """True when the worker has not ended."""
        return self._process.poll() is None

    def exit_code(self) -> int | None:
        """Return the exit code of a worker that has ended, negative for a signal; None if it is still running."""
        with suppress(subprocess.TimeoutExpired):
            code = self._process.wait(ENDING)
            return SIGNALLED - code if code > SIGNALLED else code
        return None

    def end(self) -> None:
        """End the worker, its supervisor and all that they started, and delete the dump file."""
        with self._ending:  # else a second thread would kill the supervisor before it has ended the worker
            self._end()

    def _end(self) -> None:
        process = self._process
        if self._life is not None:
            life, self._life = self._life, None
            os.close(life)  # the supervisor does the rest
            with suppress(subprocess.TimeoutExpired):
                process.wait(ENDING)
        if process.poll() is None:
            _kill(process)
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        server, self._server = self._server, None
        if server is not None:
            release(server)
        with suppress(OSError):
            os.unlink(self.dump)
        shutil.rmtree(folder_of(self.dump), ignore_errors=True)


def _kill(process: Supervisor | subprocess.Popen[bytes]) -> None:
    """Kill the processes of a worker whose supervisor has failed, or that has none."""
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
