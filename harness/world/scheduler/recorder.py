"""The interface of what records an execution while it runs."""

from __future__ import annotations

from types import FrameType
from typing import Any, Protocol

from .thread import Thread


class LoopWatch(Protocol):
    """A watch over loops, which keeps a thread back whose loop waits for a change.

    Attributes:
        slept: a thread is, or was, kept back whose loop sleeps or has time-outs.
    """

    slept: bool

    @property
    def keeps_any(self) -> bool:
        """Whether any thread is perhaps kept back now."""

    def lap(self, thread: Thread) -> None:
        """Note an iteration of a `for` loop."""

    def iteration(self, thread: Thread, loop: int, frame: FrameType | None) -> None:
        """Note that a thread begins an iteration of a `while` loop.

        Args:
            thread: the thread.
            loop: the loop's number in its module.
            frame: of the loop.
        """


class Recorder(Protocol):
    """A receiver of each operation at the moment it is performed.

    It may have an attribute ``keeps_frames``: true makes locks and semaphores remember which call acquired them,
    which costs time and matters only when a failure is explained.

    Attributes:
        preempted: set when a thread is chosen although another, which was running, could have continued.
    """

    preempted: bool

    def references(self, obj: object) -> int:
        """Return how many references to an object the recorder itself holds."""

    def event(self, thread: Thread, kind: str, obj: Any, field: str | None, pointed: bool = True) -> None:
        """Record an operation that is being performed now.

        Args:
            thread: performs it.
            kind: a kind of ``harness.trace``.
            obj: what it is about.
            field: the object's field, or None.
            pointed: there was a scheduling point before it.
        """

    def blocks(self, thread: Thread, kind: str, obj: Any) -> None:
        """Record that a thread has to wait."""

    def expired(self, thread: Thread, obj: Any) -> None:
        """Record that a thread's wait has ended by its timeout."""

    def joining(self, thread: Any) -> None:
        """Record that the current thread begins to join a ``threading.Thread``."""

    def joined(self, thread: Any) -> None:
        """Record that the current thread's join of a ``threading.Thread`` is over."""

    def inner(self, kind: str, obj: Any, field: str) -> None:
        """Record an access of the current thread inside an operation of the library, which no report shows.

        Args:
            kind: READ or WRITE.
            obj: what is accessed.
            field: the object's field.
        """

    def made(self, thread: Any) -> None:
        """Record that the current thread has made a ``threading.Thread``."""

    def ending(self) -> None:
        """Record that the current thread is removed from the list of those that are alive, after a scheduling point."""

    def woken(self, thread: Thread) -> None:
        """Record that the current thread makes another one runnable."""

    def notified(self, beyond: int) -> None:
        """Record that the last notify wakes more threads than it was asked to.

        Args:
            beyond: how many more.
        """

    def refused(self) -> None:
        """Record that the last operation raises an exception, and so does nothing."""

    def asked(self, obj: Any) -> None:
        """Record that the current thread begins to wait for an object with a deadline."""

    def stepped(self, thread: Thread) -> None:
        """Record that a thread begins another step, although no operation has been announced."""

    def resolved(self, thread: Thread) -> None:
        """Record that the current thread ends, or may end, another one's wait that has a deadline."""

    def ticked(self, due: list[Thread]) -> None:
        """Record that the clock has moved.

        Args:
            due: the threads whose deadline has come.
        """

    def settled(self, thread: Thread) -> None:
        """Record that a thread continues because of quiescence."""
