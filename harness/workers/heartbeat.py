"""The heartbeat of a worker: tells the parent that the worker is alive, how far its job is, and where it hangs.

It is a thread of its own. Should the code under test hold the interpreter itself (a loop inside C), no thread runs;
then ``faulthandler``, which needs no interpreter, writes the stack to a file for the parent to read.
"""

from __future__ import annotations

import faulthandler
import os
import sys
import threading
import time
from collections.abc import Callable
from select import select
from typing import Any

from .job_progress import JobProgress, StepWatch

BEAT = 0.25
"""Seconds between two signs of life."""


class Heartbeat(JobProgress):
    """Watches the thread that makes it, and reports to the parent.

    Args:
        send: sends a message to the parent.
        dump: path of the file for ``faulthandler``.
        supervisor: a pipe that is closed when the supervisor ends; None if there is no supervisor.
        hang: seconds without a step after which the code under test counts as hanging.
    """

    def __init__(self, send: Callable[[dict[str, Any]], None], dump: str, supervisor: int | None, hang: float) -> None:
        super().__init__()
        self._send = send
        self._supervisor = supervisor
        self._hang = hang
        self._dump = open(dump, "w", encoding="utf-8")  # noqa: SIM115 - open as long as the process lives
        self._watched = threading.get_ident()

    def start(self) -> None:
        """Start the thread."""
        threading.Thread(target=self._beat, daemon=True, name="heartbeat").start()

    def _beat(self) -> None:
        watch = StepWatch(self, self._hang)
        while True:
            if self._supervisor is not None and select([self._supervisor], [], [], 0)[0]:
                os._exit(1)  # the supervisor is gone, and nothing else would end this process
            faulthandler.dump_traceback_later(self._hang, file=self._dump)
            time.sleep(BEAT)
            if watch.hangs():
                self._send({"hang": self.place(sys._current_frames().get(self._watched))})
            self._send(self.report())
