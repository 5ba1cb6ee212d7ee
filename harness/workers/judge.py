"""The protocols of what judges jobs: a worker client, a pool of workers, or a process that runs the jobs itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from ..result import Result
from .job import Job

T = TypeVar("T")


class Judge(Protocol):
    """Runs one job at a time."""

    def judge(self, job: Job) -> Result:
        """Run one job and return its result, also when the code under test hangs, exits or crashes."""

    def close(self) -> None:
        """End what runs the jobs."""


class Judges(Judge, Protocol):
    """Runs several jobs, at the same time where it can."""

    def in_order(
        self,
        works: Sequence[Callable[[], T]],
        weights: Sequence[float] = (),
        ends: Callable[[T], bool] = lambda outcome: False,
    ) -> Iterator[T]:
        """Do all of these and yield what they return, in order, as ``WorkerPool.in_order`` does."""
