"""Polling: recognises threads that look at shared state again and again where they should wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import FrameType

from ..trace import Place
from .thread import RealThread

MOST_ITERATIONS = 200
"""Iterations of one loop in which a thread reads, changes nothing and does not wait, before it counts as polling; as
under the explorer."""


class PollDetector:
    """The threads of one run that poll.

    Attributes:
        found: by thread, the program's line where it was first seen to poll.
        place: returns the program's line in which the calling thread is.
        frame: returns the frame of that line.
        sleep_is_polling: true for a line in which sleeping, or waiting with a timeout again and again, is polling.
    """

    def __init__(self) -> None:
        self.found: dict[RealThread, Place | None] = {}
        self.place: Callable[[], Place | None] = lambda: None
        self.frame: Callable[[], FrameType | None] = lambda: None
        self.sleep_is_polling: Callable[[Place | None], bool] = lambda place: False

    def begin(self) -> None:
        """Forget the last run."""
        self.found = {}

    def iterated(self, thread: RealThread, threads: Sequence[RealThread]) -> None:
        """Decide whether the calling thread polls: it has been in a loop for long, and each iteration read something.

        A thread that is alone does not poll: no other could end its wait.
        """
        reads = thread.points - thread.loop_start[3]
        reads_each_time = reads >= 2 * (thread.loop_iterations - 1)  # an iteration is a point by itself
        thread.loop = 0  # start counting again
        if reads_each_time and any(not other.returned and other is not thread for other in threads):
            self.found.setdefault(thread, self.place())

    def timed_out(self, thread: RealThread, acquisitions: int) -> None:
        """A wait of the calling thread timed out; the second one in a loop that does nothing else is polling.

        Args:
            thread: the calling thread.
            acquisitions: visible locks it had acquired, where an acquisition makes the loop more than a repetition.
        """
        frame, place = self.frame(), self.place()
        if not self.sleep_is_polling(place):
            return
        counts = thread.writes, thread.signals, acquisitions
        before, thread.last_timeout = thread.last_timeout, (frame, thread.iterations, counts)
        if before[0] is frame and before[1] < thread.iterations and before[2] == counts:
            self.found.setdefault(thread, place)

    def sleeps(self, thread: RealThread) -> None:
        """The calling thread is about to sleep."""
        place = self.place()
        if self.sleep_is_polling(place):
            self.found.setdefault(thread, place)
