"""Worker processes that are used again: starting one takes longer than most jobs of these tests.

A worker that has finished its jobs is handed on to the next client instead of being ended. It is as good as new, as it
is for the next file of one client: each file's code runs in a fresh fork of a process that has run none. Tests that are
about the life of a worker process do without (``tests/harness/workers/conftest.py``).
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from harness.workers import client
from harness.workers.limits import Limits
from harness.workers.process import WorkerProcess

MOST = 4
"""Idle workers that are kept."""
STEP = 1_000_000
"""Jobs of one client: what a worker still says of an earlier client's job has a number below its own."""
ANSWERS = {"result", "batch", "part", "measures", "usage"}
"""Keys of a message after which a worker is idle."""


class SpareWorker(WorkerProcess):
    """A worker process that goes to the next client when its own has finished with it."""

    def __init__(self, limits: Limits, keep: Callable[[SpareWorker], bool], *, plays: bool) -> None:
        self._keep = keep
        self.made_for = limits, plays, surroundings()
        self.idle, self._base = True, 0
        super().__init__(limits, plays=plays)

    def hand_on(self) -> bool:
        """Get ready for another client; False where that is not possible."""
        self._base += STEP
        self.file = ""
        with suppress(OSError, ValueError):
            while True:
                try:
                    self._messages.get_nowait()
                except queue.Empty:
                    return self.is_alive() and self.renew()
        return False

    def send(self, message: dict[str, Any]) -> None:
        if "job" in message:
            self.idle = False
            message = {**message, "number": self._base + message["number"]}
        super().send(message)

    def receive(self, timeout: float) -> dict[str, Any]:
        message = super().receive(timeout)
        if "job" not in message:
            return message
        message = {**message, "job": message["job"] - self._base}
        if message["job"] > 0 and ANSWERS & message.keys() and not message.get("poisoned"):
            self.idle = True
        return message

    def end(self) -> None:
        if not (self.idle and self.is_alive() and self._keep(self)):
            super().end()


class SpareWorkers:
    """The idle workers of this process."""

    def __init__(self) -> None:
        self._idle: list[SpareWorker] = []
        self._lock = threading.Lock()
        self._open = True

    def take(self, limits: Limits, *, plays: bool = False) -> WorkerProcess:
        """One that was made with the same limits and environment, or a new one."""
        while (worker := self._found((limits, plays, surroundings()))) is not None:
            if worker.hand_on():
                return worker
            WorkerProcess.end(worker)
        return SpareWorker(limits, self._put, plays=plays)

    def _found(self, made_for: object) -> SpareWorker | None:
        with self._lock:
            for worker in self._idle:
                if worker.made_for == made_for:
                    self._idle.remove(worker)
                    return worker
        return None

    def _put(self, worker: SpareWorker) -> bool:
        with self._lock:
            if not self._open or os.name != "posix":
                return False
            self._idle.append(worker)
            oldest = self._idle.pop(0) if len(self._idle) > MOST else None
        if oldest is not None:
            WorkerProcess.end(oldest)
        return True

    def close(self) -> None:
        """End all of them."""
        self._open = False
        for worker in self._idle:
            WorkerProcess.end(worker)


def surroundings() -> dict[str, str]:
    """The environment, without what changes from test to test and is nothing to a worker."""
    return {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}


@contextmanager
def spare_workers() -> Iterator[None]:
    """Have every client in this process take its workers from those that are idle."""
    spares = SpareWorkers()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "WorkerProcess", spares.take)
        yield
    spares.close()
