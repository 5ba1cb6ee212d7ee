"""The simulated threads of a suspended execution, as a debugger shows them: what each does, and its frames."""

from __future__ import annotations

import os.path
from types import FrameType

from ..trace import JOIN, Place
from ..world.recording.event_recorder import EventRecorder, label
from ..world.scheduler.thread import BLOCKED, Thread
from ..world.world import World


class ThreadView:
    """Describes the threads of one world.

    Args:
        world: in which the schedule is replayed.
    """

    def __init__(self, world: World) -> None:
        self.scheduler = world.scheduler
        self._positions = world.positions

    @property
    def step(self) -> int:
        """The number of the last operation, as reports number them; 0 before the first."""
        recorder = self.scheduler.recorder
        return recorder.count if isinstance(recorder, EventRecorder) else 0

    def title(self, thread: Thread) -> str:
        """Return a thread's name with the function that it runs, such as ``add-2 (deposit)``."""
        place = self.place(thread)
        return f"{thread.name} ({place.function})" if place is not None else thread.name

    def frame(self, thread: Thread) -> FrameType | None:
        """Return a waiting thread's innermost frame in the program; None while it runs, or without one."""
        return self._positions.frame_of(thread.suspended_frame())

    def place(self, thread: Thread) -> Place | None:
        """Return the line of the program at which a thread is."""
        frame = self.frame(thread)
        if frame is None and thread is self.scheduler.current and not thread.done:
            return self._positions.place()
        return self._positions.place_of(frame)

    def state(self, thread: Thread) -> str:
        """Return what a thread does: ``runs``, ``can run``, ``waits: acquire left`` or ``ended``."""
        if thread.done:
            return "ended"
        failure = self.scheduler.failure
        if failure is not None and failure[0] is thread:
            return "failed"
        if thread.state is BLOCKED:
            return f"waits: {self._operation(thread)}"
        return "runs" if self._is_running(thread) else "can run"

    def lines(self, selected: Thread | None) -> list[str]:
        """Return one line for each thread.

        Args:
            selected: is marked with an arrow.
        """
        rows = []
        for thread in self.scheduler.threads:
            place = self.place(thread)
            where = f"{place.function}()  {os.path.basename(place.file)}:{place.line}" if place is not None else ""
            rows.append(
                ("->" if thread is selected else "", str(thread.number), thread.name, self.state(thread), where)
            )
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        return [
            f"{mark:2} {number:>{widths[1]}}  {name:{widths[2]}}  {state:{widths[3]}}  {where}".rstrip()
            for mark, number, name, state, where in rows
        ]

    def schedule(self) -> str:
        """Return the choices made so far, as runs of one thread: ``main x3, add-1, add-2 x2``."""
        runs: list[tuple[str, int]] = []
        threads = self.scheduler.threads
        for choice in self.scheduler.choices:
            name = threads[choice].name if isinstance(choice, int) else f"a callback raises in {choice.thread}"
            last, times = runs[-1] if runs else ("", 0)
            runs[-1:] = [(name, times + 1)] if name == last else [*runs[-1:], (name, 1)]
        return ", ".join(name if times == 1 else f"{name} x{times}" for name, times in runs) or "none yet"

    def find(self, wanted: str) -> Thread | None:
        """Return the thread of this number or name; None if there is none."""
        threads = self.scheduler.threads
        if wanted.isdigit() and int(wanted) < len(threads):
            return threads[int(wanted)]
        return next((thread for thread in threads if thread.name == wanted), None)

    def first_blocked(self) -> Thread | None:
        """Return the thread to look at first where none can run: if possible, one that does not join another."""
        left = [thread for thread in self.scheduler.threads if not thread.done and self.frame(thread) is not None]
        return min(
            left, key=lambda thread: (thread.state is not BLOCKED, thread.kind == JOIN, thread.number), default=None
        )

    def _is_running(self, thread: Thread) -> bool:
        return thread is self.scheduler.current and not self.scheduler.ending

    def _operation(self, thread: Thread) -> str:
        kind, obj = thread.call if thread.call is not None else (thread.kind, thread.obj)
        recorder = self.scheduler.recorder
        known = recorder.names_now() if isinstance(recorder, EventRecorder) else {}
        return f"{kind} {label(known, obj, None)}".rstrip()
