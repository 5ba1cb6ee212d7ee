"""The progress of a job: how many steps and schedules it has made, and whether it makes any more."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from ..common.records import encode
from ..trace import Place

ONCE = 3_600
"""Seconds until a hang that was reported is reported again."""


class JobProgress:
    """The progress of the job that is being run.

    Attributes:
        steps: returns a number that changes whenever the code under test makes a step; None when no job can hang. The
            function returns None while the harness itself works.
        counts: returns how many schedules were run for the job, and the number of known classes; None for no counts.
        files: the program's.
    """

    def __init__(self) -> None:
        self.steps: Callable[[], int | None] | None = None
        self.counts: Callable[[], dict[str, int]] | None = None
        self.files: frozenset[str] = frozenset()

    def report(self) -> dict[str, Any]:
        """Return how far the job is, as part of a message."""
        counts = self.counts
        return {"progress": counts()} if counts is not None else {}

    def place(self, frame: FrameType | None) -> dict[str, Any] | None:
        """Return the program's line at which a thread is, as part of a message.

        Args:
            frame: the thread's innermost one.
        """
        while frame is not None:
            if frame.f_code.co_filename in self.files:
                return encode(Place(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
            frame = frame.f_back
        return None


class StepWatch:
    """Finds out that the code under test makes no step any more.

    Args:
        progress: of the job.
        hang: seconds without a step after which the code under test counts as hanging.
    """

    def __init__(self, progress: JobProgress, hang: float) -> None:
        self._progress = progress
        self._hang = hang
        self._last: int | None = None
        self._since = time.monotonic()

    def hangs(self) -> bool:
        """True if there has been no step for too long; true once for each hang."""
        steps = self._progress.steps
        now = steps() if steps is not None else None
        if now is None or now != self._last:
            self._last, self._since = now, time.monotonic()
            return False
        if time.monotonic() - self._since <= self._hang:
            return False
        self._since = time.monotonic() + ONCE
        return True
