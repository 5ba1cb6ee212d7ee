"""Positions in the program: the frames, lines and parts of lines of its own files that are running."""

from __future__ import annotations

import ast
import sys
from types import CodeType, FrameType

from ..common.syntax_trees import walk
from ..trace import Place, Site
from .coroutines import current_coroutine
from .loader.source import LoadedSource
from .rewriter.code_objects import CODE_UNIT, Span, spans
from .rewriter.texts import MARK
from .scheduler.scheduler import Scheduler
from .scheduler.thread import Thread

CACHED = 1_024
"""Instructions whose sites are cached."""


class Positions:
    """Finds the program's own code in stacks that also hold frames of the standard library and of the harness.

    Attributes:
        files: the program's files, by path.
    """

    def __init__(self) -> None:
        self.files: dict[str, LoadedSource] = {}
        self._known: dict[tuple[int, int], tuple[CodeType, Span, Site]] = {}
        """By identity of a code object, which so stays alive, and offset of an instruction. Its hash is slow."""

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
        return self.frame_of(sys._getframe())

    def place(self) -> Place | None:
        """Return the line of the program that is running now."""
        return self.place_of(sys._getframe())

    def place_of_thread(self, thread: Thread) -> Place | None:
        """Return the line of the program at which a thread waits."""
        return self.place_of(thread.suspended_frame())

    def frame_of_thread(self, thread: Thread) -> FrameType | None:
        """Return the innermost frame of the program in which a thread waits, or which it runs."""
        return self.frame_of(thread.suspended_frame() or sys._getframe())

    def site_of_thread(self, thread: Thread) -> Site:
        """Return the program's instruction at which a thread waits, or which it runs; no offset, see ``of_threads``."""
        files = self.files
        frame: FrameType | None = thread.suspended_frame() or sys._getframe()
        # as ``frame_of``, for each access of many schedules: to read the code of a frame is slow under an audit hook
        while frame is not None:
            if MARK in frame.f_builtins:
                code = frame.f_code
                if code.co_filename in files:
                    break
            frame = frame.f_back
        else:
            return ("", 0, 0)
        known = self._known.get((id(code), frame.f_lasti)) or self._look_up(code, frame.f_lasti)
        return known[2]

    def _look_up(self, code: CodeType, offset: int) -> tuple[CodeType, Span, Site]:
        if len(self._known) >= CACHED:
            self._known.clear()  # a program that makes code objects all the time
        span = spans(code)[offset // CODE_UNIT]
        known = self._known[id(code), offset] = (code, span, (code.co_name, span[0], span[2]))
        return known

    def line(self, place: Place | None) -> str:
        """Return the text of a line of the program; "" where there is none."""
        source = self.files.get(place.file) if place is not None else None
        if source is None or place is None or not 0 < place.line <= len(source.lines):
            return ""
        return source.lines[place.line - 1].strip()

    def in_with_header(self, place: Place) -> bool:
        """True when a line of the program is one of a ``with`` statement before its body."""
        source = self.files.get(place.file)
        statements = walk(source.tree) if source is not None else ()
        return any(
            node.lineno <= place.line <= (node.items[-1].context_expr.end_lineno or 0)
            for node in statements
            if isinstance(node, ast.With | ast.AsyncWith)
        )

    def of_threads(self, scheduler: Scheduler) -> tuple[tuple[int, ...], ...]:
        """Return the position of each thread, by number: the spans of its frames, innermost first.

        An instruction's offset would depend on the compiler: up to 3.13 the condition of a ``while`` is compiled
        twice, from 3.14 on once, and the same seed would find another starvation.
        """
        found = []
        for thread in scheduler.threads:
            ops, position = thread.position
            if ops != thread.ops or thread.coroutine is current_coroutine():
                position = self._spans_of(thread.innermost_frame())
                thread.position = (thread.ops, position)
            found.append(position)
        return tuple(found)

    def _spans_of(self, frame: FrameType | None) -> tuple[int, ...]:
        found: list[int] = []
        files, known = self.files, self._known
        while frame is not None:
            if MARK in frame.f_builtins:
                code = frame.f_code
                if code.co_filename in files:
                    found += (known.get((id(code), frame.f_lasti)) or self._look_up(code, frame.f_lasti))[1]
            frame = frame.f_back
        return tuple(found)
