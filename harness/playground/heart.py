"""The beat of the page's worker: a sign of life, the progress, and the line at which the code hangs.

A page has no threads that could watch the engine. But Pyodide asks JavaScript every few instructions whether a signal
is pending, in the middle of any Python code. The worker's script answers with a signal several times a second
(``site/src/worker.js``), and its handler is this. The page ends a worker that sends no sign of life: its code blocks
inside C.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FrameType
from typing import Any

from ..workers.job_progress import JobProgress, StepWatch
from ..workers.limits import Limits
from ..world.interrupts import handle_without_interrupts


class Heart:
    """Reports to the page at each signal.

    Args:
        progress: of the job that runs.
        send: sends a message to the page.
    """

    def __init__(self, progress: JobProgress, send: Callable[[dict[str, Any]], None]) -> None:
        self._progress = progress
        self._send = send
        self._watch = StepWatch(progress, Limits.hang)

    def start(self) -> None:
        """Handle the signals from now on."""
        handle_without_interrupts(self._beat)

    def _beat(self, number: int, frame: FrameType | None) -> None:
        if self._watch.hangs():
            self._send({"ended": "hang", "value": self._progress.place(frame)})
        self._send({"beat": self._progress.report().get("progress", {})})
