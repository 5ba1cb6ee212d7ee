"""Positions in the program: the frames, lines and instructions of its own files that are running."""

from __future__ import annotations

import ast
import sys
from types import FrameType

from greenlet import getcurrent

from harness.trace import Place
from harness.world.loader.source import LoadedSource
from harness.world.scheduler.scheduler import Scheduler
from harness.world.scheduler.thread import Thread


class Positions:
    """Finds the program's own code in stacks that also hold frames of the standard library and of the harness.

    Attributes:
        files: the program's files, by path.
    """

    def __init__(self) -> None:
        self.files: dict[str, LoadedSource] = {}

    def frame_of(self, frame: FrameType | None) -> FrameType | None:
        """Return the innermost frame of the program at or below a frame."""
        files = self.files
        while frame is not None and frame.f_code.co_filename not in files:
            frame = frame.f_back
        return frame

    def place_of(self, frame: FrameType | None) -> Place | None:
        """Return the line of the program that is running in a frame or in one below it."""
        found = self.frame_of(frame)
        return None if found is None else Place(found.f_code.co_filename, found.f_lineno, found.f_code.co_name)

    def frame(self) -> FrameType | None:
        """Return the innermost frame of the program that is running now."""
        return self.frame_of(sys._getframe(1))

    def place(self) -> Place | None:
        """Return the line of the program that is running now."""
        return self.place_of(sys._getframe(1))

    def place_of_thread(self, thread: Thread) -> Place | None:
        """Return the line of the program at which a thread waits."""
        return self.place_of(thread.greenlet.gr_frame if thread.greenlet is not None else None)

    def line(self, place: Place | None) -> str:
        """Return the text of a line of the program; "" where there is none."""
        source = self.files.get(place.file) if place is not None else None
        if source is None or place is None or not 0 < place.line <= len(source.lines):
            return ""
        return source.lines[place.line - 1].strip()

    def in_with_header(self, place: Place) -> bool:
        """True when a line of the program is one of a ``with`` statement before its body."""
        source = self.files.get(place.file)
        statements = ast.walk(source.tree) if source is not None else ()
        return any(
            node.lineno <= place.line <= (node.items[-1].context_expr.end_lineno or 0)
            for node in statements
            if isinstance(node, ast.With | ast.AsyncWith)
        )

    def of_threads(self, scheduler: Scheduler) -> tuple[tuple[int, ...], ...]:
        """Return the position of each thread, by number: the instructions of its frames, innermost first."""
        found = []
        for thread in scheduler.threads:
            ops, position = thread.position
            running = thread.greenlet is getcurrent()
            if ops != thread.ops or running:
                frame = sys._getframe() if running else thread.greenlet.gr_frame if thread.greenlet else None
                position = self._instructions(frame)
                thread.position = (thread.ops, position)
            found.append(position)
        return tuple(found)

    def _instructions(self, frame: FrameType | None) -> tuple[int, ...]:
        found: list[int] = []
        while frame is not None:
            if frame.f_code.co_filename in self.files:
                found.append(frame.f_lasti)
            frame = frame.f_back
        return tuple(found)
