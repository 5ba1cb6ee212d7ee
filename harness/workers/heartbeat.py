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
from types import FrameType
from typing import Any

from ..common.records import encode
from ..trace import Place

BEAT = 0.25
"""Seconds between two signs of life."""
ONCE = 3_600
"""Seconds until a hang that was reported is reported again."""


class Heartbeat:
    """Watches the thread that makes it, and reports to the parent.

    Args:
        send: sends a message to the parent.
        dump: path of the file for ``faulthandler``.
        supervisor: a pipe that is closed when the supervisor ends; None if there is no supervisor.
        hang: seconds without a step after which the code under test counts as hanging.

    Attributes:
        steps: returns a number that changes whenever the code under test makes a step; None when no job can hang. The
            function returns None while the harness itself works.
        counts: returns how many schedules were run for the job, and the number of known classes; None for no counts.
        files: the program's.
    """

    def __init__(self, send: Callable[[dict[str, Any]], None], dump: str, supervisor: int | None, hang: float) -> None:
        self._send = send
        self._supervisor = supervisor
        self._hang = hang
        self._dump = open(dump, "w", encoding="utf-8")  # noqa: SIM115 - open as long as the process lives
        self._watched = threading.get_ident()
        self.steps: Callable[[], int | None] | None = None
        self.counts: Callable[[], dict[str, int]] | None = None
        self.files: frozenset[str] = frozenset()

    def start(self) -> None:
        """Start the thread."""
        threading.Thread(target=self._beat, daemon=True, name="heartbeat").start()

    def progress(self) -> dict[str, Any]:
        """Return how far the job is, as part of a message."""
        counts = self.counts
        return {"progress": counts()} if counts is not None else {}

    def _beat(self) -> None:
        last: int | None = None
        since = time.monotonic()
        while True:
            if self._supervisor is not None and select([self._supervisor], [], [], 0)[0]:
                os._exit(1)  # the supervisor is gone, and nothing else would end this process
            faulthandler.dump_traceback_later(self._hang, file=self._dump)
            time.sleep(BEAT)
            steps = self.steps
            now = steps() if steps is not None else None
            if now is None or now != last:
                last, since = now, time.monotonic()
            elif time.monotonic() - since > self._hang:
                self._send({"hang": self._place()})
                since = time.monotonic() + ONCE
            self._send(self.progress())

    def _place(self) -> dict[str, Any] | None:
        """Return the program's line at which the watched thread is."""
        frame: FrameType | None = sys._current_frames().get(self._watched)
        while frame is not None:
            if frame.f_code.co_filename in self.files:
                return encode(Place(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
            frame = frame.f_back
        return None
