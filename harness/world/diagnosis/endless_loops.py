"""Loops that are written to run forever, and whether the threads of an execution make progress.

A server's `while True` is right, but no schedule of it can be judged to its end. Such a program is told so; it is not
accused of a livelock, because its threads do advance.
"""

from __future__ import annotations

import ast
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache
from types import FrameType
from typing import Any

from ...common.kinds import is_a, name_of, own_fields
from ...common.syntax_trees import walk
from ...trace import JOIN, READ
from ..positions import Positions
from ..scheduler.scheduler import Scheduler
from ..scheduler.thread import Thread

SCALARS = (int, float, complex, str, bytes, bool, type(None))
CONTAINERS = (list, dict, set, frozenset, tuple, bytearray)
CACHED = 32
LINES_CACHED = 256
LONGEST = 200
"""Characters of a text that count in the state of a thread."""


@lru_cache(maxsize=CACHED)
def endless_lines(tree: ast.Module) -> tuple[frozenset[int], frozenset[int]]:
    """Return the lines inside of loops that nothing ends but an exception, and the lines inside of a ``try``."""
    loops: set[int] = set()
    tries: set[int] = set()
    for node in walk(tree):
        if isinstance(node, ast.While) and isinstance(node.test, ast.Constant) and node.test.value:
            if not any(_leaves(statement) for statement in node.body):
                loops.update(_lines(node))
        elif isinstance(node, ast.Try | ast.TryStar):
            for statement in node.body:
                tries.update(_lines(statement))
    return frozenset(loops), frozenset(tries)


def _lines(node: ast.stmt) -> Iterable[int]:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _leaves(node: ast.AST, *, inner: bool = False) -> bool:
    """True when a statement may leave the loop around it: by ``break``, ``return``, ``raise``, ``yield`` or ``await``.

    Args:
        node: the statement.
        inner: it is inside a further loop, whose ``break`` does not leave the outer one.
    """
    if isinstance(node, ast.Return | ast.Raise | ast.Yield | ast.YieldFrom | ast.Await | ast.Assert):
        return True
    if isinstance(node, ast.Break):
        return not inner
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
        return False
    inner = inner or isinstance(node, ast.While | ast.For | ast.AsyncFor)
    return any(_leaves(child, inner=inner) for child in ast.iter_child_nodes(node))


def runs_forever(frames: Iterable[tuple[ast.Module, FrameType]]) -> bool:
    """True for a thread that is in a loop that nothing ends but an exception, and no ``try`` would catch that.

    Args:
        frames: the thread's frames in the program, each with the tree of its file.
    """
    found = False
    for tree, frame in frames:
        loops, tries = endless_lines(tree)
        if frame.f_lineno in tries:
            return False
        found = found or frame.f_lineno in loops
    return found


@lru_cache(maxsize=LINES_CACHED)
def tested_names(tree: ast.Module, line: int) -> frozenset[str]:
    """Return the names in the tests of the innermost ``while`` loop around a line."""
    around = [node for node in walk(tree) if isinstance(node, ast.While) and line in _lines(node)]
    if not around:
        return frozenset()
    loop = max(around, key=lambda node: node.lineno)
    tests = [node.test for node in walk(loop) if isinstance(node, ast.While | ast.If)]
    return frozenset(node.id for test in tests for node in walk(test) if isinstance(node, ast.Name))


def state_of(frames: Iterable[FrameType], names: Container[str] | None = None) -> Iterator[object]:
    """Yield what shows that a thread has advanced: the values of its local variables and of its objects' fields.

    Args:
        frames: the thread's frames in the program.
        names: the variables that count; None for all.
    """
    for frame in frames:
        for name, value in frame.f_locals.items():
            if names is not None and name not in names:
                continue
            yield name, _shown(value)
            for field, inner in own_fields(value).items() if _is_plain(value) else ():
                yield field, _shown(inner)


def _is_plain(value: Any) -> bool:
    return not is_a(value, type) and type(own_fields(value)) is dict and not callable(value)


def _shown(value: Any) -> object:
    kind = type(value)
    if kind in SCALARS:
        return value[:LONGEST] if kind in (str, bytes) else value
    if kind in CONTAINERS:
        return len(value)
    return name_of(kind)


class ProgramProgress:
    """The progress of a program, judged by the state that its threads see and by their operations.

    Args:
        scheduler: runs the execution.
        positions: finds the program's own code.
    """

    def __init__(self, scheduler: Scheduler, positions: Positions) -> None:
        self._scheduler = scheduler
        self._positions = positions
        self._looked_at = 0

    def sight(self) -> int:
        """Return a hash of what the runnable threads see."""
        parts: list[object] = []
        for thread in self._scheduler.queue.runnable:
            frames = self._frames(thread)
            parts += [thread.laps, *(frame.f_lineno for frame in frames), *state_of(frames)]
        return hash(tuple(parts))

    def loop_sight(self) -> int:
        """Return a hash of the variables that decide how long the current thread's innermost loop runs."""
        frame = self._positions.frame()
        if frame is None:
            return 0
        names = tested_names(self._positions.files[frame.f_code.co_filename].tree, frame.f_lineno)
        return hash(tuple(state_of([frame], names)))

    def serving(self) -> bool:
        """True when each thread that has not ended is in a loop written to run forever, or joins another thread.

        They must also have done more than poll since this was last asked: a loop that does nothing serves nobody.
        """
        alive = [thread for thread in self._scheduler.threads if not thread.done and not thread.daemon]
        servers = [thread for thread in alive if thread.runnable or thread.kind != JOIN]
        log, since = self._scheduler.log, self._looked_at
        self._looked_at = len(log)
        busy = any(kind != READ for _, kind, _ in log[since if since <= len(log) else 0 :])
        return bool(servers) and busy and all(self._serves(thread) for thread in servers)

    def servers(self) -> list[Thread]:
        """Return the threads that are in a loop written to run forever."""
        return [one for one in self._scheduler.threads if not one.done and not one.daemon and self._serves(one)]

    def _serves(self, thread: Thread) -> bool:
        files = self._positions.files
        return runs_forever([(files[frame.f_code.co_filename].tree, frame) for frame in self._frames(thread)])

    def _frames(self, thread: Thread) -> list[FrameType]:
        """Return a thread's frames in the program, innermost first."""
        frame = thread.innermost_frame()
        found = []
        while frame is not None:
            if frame.f_code.co_filename in self._positions.files:
                found.append(frame)
            frame = frame.f_back
        return found
