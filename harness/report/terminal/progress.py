"""The progress line of long work: clauses, schedules run and their rate, classes seen, time left.

It is the last line of a terminal, on standard error, so that standard output has only results. Without a terminal
there is no such line, and it is erased when the work ends.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from ..text.line import clean, cut

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

ENOUGH = 0.02
"""The share of the work that must be done before the time left is estimated."""
WIDE = 120
"""The least number of columns with room for a bar."""
SOON = 0.5
"""Seconds before a rate is shown."""


def wanted(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """True when the stream is a terminal that can return to the start of a line."""
    return stream.isatty() and environment.get("TERM") != "dumb"


@dataclass(slots=True)
class Tally:
    """The counts reported by the workers, and the progress computed from them.

    Attributes:
        parts: number of parts of the work, such as clauses; 0 if that is not known.
        budget: schedules for each part.
        began: the time at which the work began, in seconds.
        done: number of finished parts.
    """

    parts: int
    budget: int
    began: float
    done: int = 0
    _over: int = 0
    """Schedules of finished jobs."""
    _now: dict[int, tuple[int, int]] = field(default_factory=dict)
    """By worker: the schedules tried in its job, and their classes."""
    _classes: int = 0
    """Classes of finished jobs."""

    def heard(self, worker: int, tried: int, classes: int) -> None:
        """Count the schedules that a worker has tried in its job; 0 when the job is over."""
        before_tried, before_classes = self._now.get(worker, (0, 0))
        if tried < before_tried:
            self._over += before_tried
            self._classes += before_classes
        self._now[worker] = tried, classes

    @property
    def schedules(self) -> int:
        """The schedules run by all workers together, including those that record or shrink a failure."""
        return self._over + sum(tried for tried, _ in self._now.values())

    @property
    def classes(self) -> int:
        """The equivalence classes of schedules seen; those of different clauses are different."""
        return self._classes + sum(classes for _, classes in self._now.values())

    @property
    def share(self) -> float:
        """The share of the work that is done, from 0 to 1: finished parts, and the tried part of running ones."""
        if not self.parts:
            return 0.0
        under_way = sum(min(tried / self.budget, 1.0) for tried, _ in self._now.values() if tried)
        return min((self.done + min(under_way, max(self.parts - self.done, 0) * 0.99)) / self.parts, 1.0)

    def words(self, now: float) -> str:
        """Return the progress so far in words; the least important come last, where they may be cut off."""
        spent = now - self.began
        said = [f"{self.done} of {self.parts} clauses"] if self.parts > 1 else []
        if spent >= SOON and ENOUGH <= self.share < 1:
            said.append(f"about {_duration(spent * (1 - self.share) / self.share)} left")
        if self.schedules:
            said.append(f"{self.schedules:,} schedule{'s' if self.schedules != 1 else ''} run")
        if self.schedules and spent >= SOON:
            said.append(f"{self.schedules / spent:,.0f}/s")
        if self.classes:
            said.append(f"{self.classes:,} class{'es' if self.classes != 1 else ''}")
        return " · ".join(said)


def _duration(seconds: float) -> str:
    whole = max(int(seconds + 0.5), 1)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60:02} s"


class ProgressDisplay:
    """The progress line; use it in a ``with`` statement.

    Args:
        console: of rich's, for the terminal; None to show nothing.
        clock: seconds.
    """

    def __init__(self, console: Console | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._console = console
        self._clock = clock
        self._lock = Lock()
        """Messages of workers arrive in threads of their own."""
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self.tally = Tally(0, 1, clock())

    @classmethod
    def on(cls, stream: TextIO) -> ProgressDisplay:
        """Return a display on this stream, if it is a terminal; otherwise one that shows nothing."""
        if not wanted(stream):
            return cls(None)
        from rich.console import Console

        return cls(Console(file=stream, highlight=False, markup=False, emoji=False))

    def __enter__(self) -> ProgressDisplay:
        if self._console is not None:
            from rich.progress import BarColumn, TextColumn
            from rich.progress import Progress as Bar
            from rich.table import Column

            bar = [BarColumn(bar_width=16)] if self._console.width >= WIDE else []
            self._bar = Bar(
                TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True)),
                *bar,
                TextColumn(
                    "{task.fields[words]}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis")
                ),
                console=self._console,
                transient=True,
                refresh_per_second=4,
            )
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def begin(self, name: str, parts: int, budget: int) -> None:
        """Begin other work.

        Args:
            name: of the kata or the function.
            parts: of it, such as clauses.
            budget: schedules for each part.
        """
        with self._lock:
            self.tally = Tally(parts, max(budget, 1), self._clock())
            if self._bar is not None:
                if self._task is not None:
                    self._bar.remove_task(self._task)
                self._task = self._bar.add_task(cut(clean(name), 24), total=1.0, words="")

    def heard(self, worker: int, tried: int, classes: int) -> None:
        """Take in the counts of a worker, as ``harness.workers`` passes them on."""
        with self._lock:
            self.tally.heard(worker, tried, classes)
            self._show()

    def part_done(self) -> None:
        """Count one more finished part."""
        with self._lock:
            self.tally.done += 1
            self._show()

    def _show(self) -> None:
        if self._bar is not None and self._task is not None:
            words = self.tally.words(self._clock())
            self._bar.update(self._task, completed=self.tally.share, words=words)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Hide the line while something else is printed."""
        if self._bar is None:
            yield
            return
        self._bar.stop()
        try:
            yield
        finally:
            self._bar.start()
