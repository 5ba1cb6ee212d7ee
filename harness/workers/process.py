"""The parent's hold on one worker: it is started, spoken to and ended here."""

from __future__ import annotations

import json
import os
import queue
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from harness import trace
from harness.workers import launcher
from harness.workers.channel import Forged, received
from harness.workers.exit_status import SIGNALLED
from harness.workers.limits import Limits

ENDED = "ended"
"""In a message of the worker's that is none: it has ended."""
FORGED = "forged"
"""In a message that is none: something came over its pipe that the harness did not write."""
KEEPING = 6.0
"""Seconds the keeper may take to end all that came of a worker."""


class WorkerProcess:
    """One worker process, with its keeper.

    Attributes:
        dump: the file in which ``faulthandler`` notes where the code under test stands.
        file: the file that it has run code of; no other's may come after it in the same process.
        begun: its present process has been heard of.
        renewed: other processes of it have run code under test.
    """

    def __init__(self, limits: Limits) -> None:
        handle, self.dump = tempfile.mkstemp(prefix="kata-", suffix=".dump")
        os.close(handle)
        self.file = ""
        self.begun = self.renewed = False
        self._number = 0
        self._messages: queue.Queue[dict[str, Any]] = queue.Queue()
        self._key = secrets.token_bytes(32)
        self._life: int | None = None
        self._ending = threading.Lock()
        self._process = self._start()
        threading.Thread(target=self._read, args=(limits.message,), daemon=True, name="kata-judge").start()
        with suppress(OSError):
            self.send({"key": self._key.hex(), "limits": asdict(limits)})

    def _start(self) -> subprocess.Popen[bytes]:
        home = str(Path(str(trace.__file__)).resolve().parents[1])
        command = [sys.executable, "-P", str(launcher.__file__), home, self.dump]
        environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
        environment.pop("COVERAGE_PROCESS_START", None)
        environment.pop("PYTHONOPTIMIZE", None)  # contracts are made of asserts
        words: dict[str, Any] = {}
        life = None
        if os.name == "posix":
            life, self._life = os.pipe()
            words = {"pass_fds": (life,), "start_new_session": True}
        try:
            return subprocess.Popen(
                [*command, str(life)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=None if os.environ.get("KATA_WORKER_STDERR") else subprocess.DEVNULL,
                env=environment,
                **words,
            )
        finally:
            if life is not None:
                os.close(life)

    @property
    def pid(self) -> int:
        """Of the keeper, which is gone only when all that came of the worker is."""
        return self._process.pid

    def send(self, message: dict[str, Any]) -> None:
        """One line to the worker.

        Raises:
            OSError: it has ended.
        """
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message).encode() + b"\n")
        self._process.stdin.flush()

    def renew(self) -> bool:
        """Have another process go on that has run no code under test; False where the platform knows no ``fork``.

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
        """The next message.

        Raises:
            queue.Empty: none came in time.
        """
        return self._messages.get(timeout=max(timeout, 0.0))

    def _read(self, longest: int) -> None:
        assert self._process.stdout is not None
        try:
            for message in received(self._key, lambda: self._number, self._process.stdout, longest):
                self._messages.put(message)
        except Forged:
            self._messages.put({FORGED: True})
        except (OSError, ValueError):  # closed meanwhile
            self._messages.put({ENDED: True})
        else:
            self._messages.put({ENDED: True})

    def lives(self) -> bool:
        """The worker has not ended."""
        return self._process.poll() is None

    def code(self) -> int | None:
        """The exit code of a worker that has ended, negative for a signal; None if it goes on all the same."""
        with suppress(subprocess.TimeoutExpired):
            code = self._process.wait(KEEPING)
            return SIGNALLED - code if code > SIGNALLED else code
        return None

    def end(self) -> None:
        """End the worker, its keeper and whatever they started, and forget the dump file."""
        with self._ending:  # a second thread that came meanwhile would kill the keeper, and leave the worker to itself
            self._end()

    def _end(self) -> None:
        process = self._process
        if self._life is not None:
            life, self._life = self._life, None
            os.close(life)  # the keeper does the rest
            with suppress(subprocess.TimeoutExpired):
                process.wait(KEEPING)
        if process.poll() is None:
            _kill(process)
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        with suppress(OSError):
            os.unlink(self.dump)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """The keeper did not do its work, or there is none."""
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
