"""The par of a game: the fewest preemptions with which the program fails, or that no schedule of it fails."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread

from ..answers.game import playable
from ..result import Result
from ..workers.client import WorkerClient
from ..workers.job import FEWEST, Job

FEWEST_SCHEDULES = 3_000
"""The most schedules that are run to prove that no failure needs fewer preemptions."""


class ParSearch:
    """Finds the par in the background, in a worker of its own. Use it in a ``with`` statement.

    Args:
        job: explores the program.
        known: a result of the explorer for it, if there is one; None to explore.

    Attributes:
        result: the failure with the fewest preemptions known so far, or the pass; None before the first.
        final: the search is over.
    """

    def __init__(self, job: Job, known: Result | None = None) -> None:
        self._job = job
        self._client = WorkerClient()
        self._thread = Thread(target=self._search, name="kata-play-par", daemon=True)
        self.result = known
        self.final = False
        self._left = False

    def __enter__(self) -> ParSearch:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._left = True
        self._client.close()
        self._thread.join(1)

    def _search(self) -> None:
        try:
            result = self.result if self.result is not None else self._client.judge(self._job)
            self.result = result
            if playable(result) and result.replay is not None and not self._left:
                fewest = replace(
                    self._job, replay=result.replay, retracing=FEWEST, schedules=FEWEST_SCHEDULES, first=()
                )
                self.result = self._client.judge(fewest)
        except (RuntimeError, OSError, ValueError):
            pass  # the game goes on without a par; a client that is closed meanwhile raises any of these
        finally:
            self.final = True
