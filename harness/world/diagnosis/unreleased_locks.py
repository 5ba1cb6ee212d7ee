"""Locks and permits that a call acquires with ``acquire()`` and that are never released.

A lock that is still held at the end is no mistake by itself: a lock used as a signal that is never sent looks the
same, and so does a lock that one call acquires and another one releases. So a name is watched only where every
function that releases it acquires it, too, and none acquires it where locks are made (as is done with a lock used as a
signal). If an ``acquire()`` of such a name is not followed by a release, no other call will release it. Where no
function releases the name at all, that is a mistake only if another thread waits for it.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache, wraps
from types import FrameType
from typing import Any, NamedTuple

from ...common.kinds import held_by
from ...common.primitives import LOCKS, SEMAPHORES
from ...common.syntax_trees import walk
from ...trace import Event, Place, UnreleasedLock
from ..scheduler.scheduler import Scheduler
from .call_exits import call_exit, is_generator, stack_of

MADE = LOCKS | SEMAPHORES | {"allocate_lock"}
"""What a function that makes a lock calls."""
Line = tuple[str, int]
"""A file and a line of it."""
CACHED = 32
"""Syntax trees whose lines are cached: each clause of a contract has its own world, made of the same trees."""


@dataclass(frozen=True)
class Acquisition:
    """The acquisition of a lock or of a permit.

    Attributes:
        lock: the lock or semaphore; kept alive, because one that is out of reach is unreleased all the same.
        place: the line that acquired it.
        thread: the thread that acquired it.
        frame: of the call that acquired it; known only while an execution is recorded.
    """

    lock: Any
    place: Place
    thread: Any
    frame: FrameType | None

    def label(self, events: list[Event]) -> str:
        """Return the label that the lock has in the events of the execution."""
        names = [event.label for event in events if event.thread == self.thread.name and event.place == self.place]
        return names[-1] if names else "a lock"

    def described(self, label: str, tree_of: Callable[[str], ast.Module | None]) -> UnreleasedLock:
        """Return the acquisition as data.

        Args:
            label: of the lock.
            tree_of: returns the syntax tree of a file of the program.
        """
        found = UnreleasedLock(label, self.thread.name, self.place)
        tree = tree_of(self.place.file)
        if self.frame is None or tree is None or is_generator(self.frame):
            return found
        left, way = call_exit(self.frame, tree)
        return replace(found, left=replace(self.place, line=left) if left is not None else None, exit=way)


class WatchedLines(NamedTuple):
    """The lines whose acquisitions are watched.

    Attributes:
        released: the function that acquires the lock releases it, at least on some way out.
        never: no function releases the lock.
    """

    released: frozenset[Line]
    never: frozenset[Line]


class UnreleasedLocks:
    """The watched acquisitions of one execution after another.

    Args:
        frame_of: returns the program's innermost frame at or below a frame.
        lines: the lines whose acquisitions are watched.
    """

    def __init__(self, frame_of: Callable[[FrameType | None], FrameType | None], lines: WatchedLines) -> None:
        self._frame_of = frame_of
        self._lines = lines
        self._acquisitions: dict[int, Acquisition] = {}
        """By ``id`` of the lock: its last acquisition."""

    def begin(self) -> None:
        """Forget the acquisitions of the last execution."""
        self._acquisitions.clear()

    def watch(self, kinds: Iterable[Any], scheduler: Scheduler) -> None:
        """Watch each ``acquire()`` of these classes; ``with`` needs no watching, because it always releases.

        Args:
            kinds: classes of locks and semaphores.
            scheduler: runs the threads that call it.
        """
        if not any(self._lines):
            return
        for kind in kinds:
            kind.acquire = self._watched(kind.acquire, scheduler)

    def _watched(self, acquire: Callable[..., Any], scheduler: Scheduler) -> Callable[..., Any]:
        @wraps(acquire)
        def call(lock: Any, *args: Any, **words: Any) -> Any:
            got = acquire(lock, *args, **words)
            hidden = held_by(lock, "_kata_hidden", False)  # a part of another primitive
            frame = self._frame_of(sys._getframe(1)) if got and not hidden else None
            if frame is not None and any((frame.f_code.co_filename, frame.f_lineno) in one for one in self._lines):
                place = Place(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)
                kept = frame if scheduler.keeps_frames else None
                self._acquisitions[id(lock)] = Acquisition(lock, place, scheduler.current, kept)
            return got

        return call

    def unreleased(self) -> list[Acquisition]:
        """Return the acquisitions of threads that have ended and still hold the lock."""
        lines = self._lines.released
        every = (one for one in self._acquisitions.values() if (one.place.file, one.place.line) in lines)
        return [one for one in every if one.thread.done and _holds(one.thread, one.lock)]

    def left_behind(self, lock: Any) -> Acquisition | None:
        """Return the acquisition of a lock by a call that has ended without releasing it; None if there is none."""
        one = self._acquisitions.get(id(lock))
        if one is None or not _holds(one.thread, lock):
            return None
        if one.thread.done:
            return one
        if one.frame is None or is_generator(one.frame):
            return None
        # the thread may have released it, and acquired it anew in a `with`, which is not watched
        held = held_by(lock, "_kata_held")
        frames = {one.frame, *(held[one.thread.number] if held is not None else [lock._kata_home])}
        return one if frames.isdisjoint(stack_of(one.thread)) else None


def _holds(thread: Any, lock: Any) -> bool:
    """True when the thread holds the lock, and the lock was never released by a thread that did not hold it."""
    permits = held_by(lock, "_kata_held")
    if permits is not None:
        return bool(permits.get(thread.number)) and not held_by(lock, "_kata_signal")
    return lock.owner is thread and not lock._kata_crossed


def watched_lines(files: dict[str, ast.Module]) -> WatchedLines:
    """Return the lines that acquire a lock which only the function that acquires it releases, if any does.

    Args:
        files: the syntax trees of the program's files.
    """
    released, never = (
        frozenset((file, line) for file, tree in files.items() for line in _lines(tree)[index]) for index in (0, 1)
    )
    return WatchedLines(released, never)


@lru_cache(maxsize=CACHED)
def _lines(tree: ast.Module) -> tuple[frozenset[int], frozenset[int]]:
    """Return the lines of a file that acquire a lock which the same function releases, or which none releases."""
    acquiring: dict[str, set[int]] = {}
    both: set[str] = set()
    passed_on: set[str] = set()
    signal_locks: set[str] = set()
    for function in walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        acquired, released, whole = _uses(function)
        for name, numbers in acquired.items():
            acquiring.setdefault(name, set()).update(numbers)
        if function.name == "__init__" or _makes(function):
            signal_locks |= acquired.keys()
        both |= whole | (released & acquired.keys())
        passed_on |= released - acquired.keys()
    watched = both - passed_on - signal_locks
    never = acquiring.keys() - both - passed_on - signal_locks
    of_watched, of_never = (
        frozenset(line for name in names for line in acquiring.get(name, ())) for names in (watched, never)
    )
    return of_watched, of_never


def _makes(function: ast.FunctionDef) -> bool:
    """True when the function makes a lock or a semaphore."""
    calls = (node.func for node in walk(function) if isinstance(node, ast.Call))
    return any(_name(call) in MADE for call in calls)


def _uses(function: ast.FunctionDef) -> tuple[dict[str, set[int]], set[str], set[str]]:
    """Return three collections of names: those acquired (with lines), those released, those used in ``with``."""
    acquired: dict[str, set[int]] = {}
    released: set[str] = set()
    whole: set[str] = set()
    for node in walk(function):
        if isinstance(node, ast.Attribute) and node.attr == "release":
            released.add(_name(node.value))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "acquire":
            if not node.args and all(word.arg == "timeout" for word in node.keywords):
                acquired.setdefault(_name(node.func.value), set()).add(node.lineno)
        elif isinstance(node, ast.withitem):
            whole.add(_name(node.context_expr))
    return acquired, released, whole


def _name(node: ast.expr) -> str:
    """Return a lock's name: ``lock`` of ``self.lock``, ``forks`` of ``self.forks[seat]``."""
    while isinstance(node, ast.Subscript):
        node = node.value
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
