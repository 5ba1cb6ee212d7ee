"""The state of the running execution, as the parts of a scheduler use it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from ...trace import Choice, Place
from ..coroutines import Coroutine
from .assumptions import Assumptions
from .recorder import Recorder
from .rules import Rules
from .run_queue import RunQueue
from .thread import Chooser, Thread

LogEntry = tuple[int, str, str | None]
"""Thread number, kind and field of an operation; never the object, which would outlive the program's use of it."""


class ClockOfLoops(Protocol):
    """The virtual clock as the loop monitor sees it."""

    def move(self, to: float) -> None:
        """Move to a deadline, and end the waits whose deadline has come."""

    def wake(self) -> bool:
        """Make threads runnable when none is; False when there is none to make so."""

    def let_time_pass(self) -> None:
        """Move the clock to the next deadline although threads run."""


class Execution(Protocol):
    """The scheduler as the virtual clock and the loop monitor see it.

    Attributes:
        hub: the coroutine that runs when no thread does.
        queue: the run queue.
        rules: what holds for each execution.
        assumptions: what all executions so far have taken for granted.
        chooser: makes the choices.
        recorder: told of every operation, if any.
        place: the program's line that is running now.
        threads: all threads of the execution, by number.
        current: the thread that is running.
        last: number of the thread chosen last.
        steps: points and loop iterations so far.
        limit: steps after which the loop monitor is asked.
        progress: signs of progress so far: writes, and iterations of loops that end by themselves.
        choices: the schedule.
        log: the operations performed.
        keeps_frames: the recorder is one for a report, and not for a search.
        unmodelled: what of this execution no search can be exhaustive about; "" while there is nothing.
        silent: code is running in which no thread is chosen and nothing is counted.
        dead: the execution is over, and its threads are being unwound.
        ending: as ``Trace.ending``; "" while the execution is under way.
    """

    hub: Coroutine
    queue: RunQueue
    rules: Rules
    assumptions: Assumptions
    chooser: Chooser
    recorder: Recorder | None
    place: Callable[[], Place | None]
    threads: list[Thread]
    current: Thread
    last: int
    steps: int
    limit: int
    progress: int
    choices: list[Choice]
    log: list[LogEntry]
    keeps_frames: bool
    unmodelled: str
    silent: bool
    dead: bool
    ending: str

    @property
    def clock(self) -> ClockOfLoops:
        """The virtual clock."""

    def point(self, kind: str, obj: Any, field: str | None) -> None:
        """Announce an operation of the current thread; another thread may run before it."""

    def also(self, kind: str, obj: Any, field: str | None) -> None:
        """Announce a further access of the step that the current thread's last point began."""

    def omit(self, what: str) -> None:
        """Note that a search leaves something out of the schedules, so that nothing is proved of the program."""

    def note(self, kind: str, obj: Any) -> None:
        """Record an operation that is no scheduling point."""

    def schedule(self, thread: Thread) -> None:
        """Let the chooser pick which thread runs; returns when the given one is chosen."""

    def anybody_left(self) -> bool:
        """True while a thread that the program waits for has not ended."""

    def stop(self, ending: str) -> None:
        """End the execution here; the calling thread does not continue."""
