"""Locks and permits that a call acquires with ``acquire()`` and that are never released.

A lock that is still held at the end is no mistake by itself: a lock used as a signal that is never sent looks the
same, and so does a lock that one call acquires and another one releases. So a name is watched only where every
function that releases it acquires it, too, some function does both, and none acquires it where locks are made (as is
done with a lock used as a signal). If an ``acquire()`` of such a name is not followed by a release, no other call
will release it.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, wraps
from types import FrameType
from typing import Any

from ...common.primitives import LOCKS, SEMAPHORES
from ...trace import Event, Place, UnreleasedLock

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
    """

    lock: Any
    place: Place
    thread: Any

    def described(self, events: list[Event]) -> UnreleasedLock:
        """Return the acquisition as data, with the label that the lock has in the events of the execution."""
        names = [event.label for event in events if event.thread == self.thread.name and event.place == self.place]
        return UnreleasedLock(names[-1] if names else "a lock", self.thread.name, self.place)


class UnreleasedLocks:
    """The watched acquisitions of one execution after another.

    Args:
        frame_of: returns the program's innermost frame at or below a frame.
        lines: the lines whose acquisitions are watched.
    """

    def __init__(self, frame_of: Callable[[FrameType | None], FrameType | None], lines: frozenset[Line]) -> None:
        self._frame_of = frame_of
        self._lines = lines
        self._acquisitions: dict[int, Acquisition] = {}
        """By ``id`` of the lock: its last acquisition."""

    def begin(self) -> None:
        """Forget the acquisitions of the last execution."""
        self._acquisitions.clear()

    def watch(self, kinds: Iterable[Any], current: Callable[[], Any]) -> None:
        """Watch each ``acquire()`` of these classes; ``with`` needs no watching, because it always releases.

        Args:
            kinds: classes of locks and semaphores.
            current: returns the running thread.
        """
        if not self._lines:
            return
        for kind in kinds:
            kind.acquire = self._watched(kind.acquire, current)

    def _watched(self, acquire: Callable[..., Any], current: Callable[[], Any]) -> Callable[..., Any]:
        @wraps(acquire)
        def call(lock: Any, *args: Any, **words: Any) -> Any:
            got = acquire(lock, *args, **words)
            hidden = getattr(lock, "_kata_hidden", False)  # a part of another primitive
            frame = self._frame_of(sys._getframe(1)) if got and not hidden else None
            if frame is not None and (frame.f_code.co_filename, frame.f_lineno) in self._lines:
                place = Place(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)
                self._acquisitions[id(lock)] = Acquisition(lock, place, current())
            return got

        return call

    def unreleased(self) -> list[Acquisition]:
        """Return the acquisitions of threads that have ended and still hold the lock."""
        every = self._acquisitions.values()
        return [one for one in every if one.thread.done and _holds(one.thread, one.lock)]


def _holds(thread: Any, lock: Any) -> bool:
    """True when the thread holds the lock, and the lock was never released by a thread that did not hold it."""
    if hasattr(lock, "_kata_held"):
        return bool(lock._kata_held.get(thread.number)) and not lock._kata_signal
    return lock.owner is thread and not lock._kata_crossed


def watched_lines(files: dict[str, ast.Module]) -> frozenset[Line]:
    """Return the lines that acquire a lock which only the function that acquires it releases.

    Args:
        files: the syntax trees of the program's files.
    """
    return frozenset((file, line) for file, tree in files.items() for line in _lines(tree))


@lru_cache(maxsize=CACHED)
def _lines(tree: ast.Module) -> frozenset[int]:
    acquiring: dict[str, set[int]] = {}
    both: set[str] = set()
    passed_on: set[str] = set()
    signal_locks: set[str] = set()
    for function in ast.walk(tree):
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
    return frozenset(line for name, numbers in acquiring.items() if name in watched for line in numbers)


def _makes(function: ast.FunctionDef) -> bool:
    """True when the function makes a lock or a semaphore."""
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return any(_name(call) in MADE for call in calls)


def _uses(function: ast.FunctionDef) -> tuple[dict[str, set[int]], set[str], set[str]]:
    """Return three collections of names: those acquired (with lines), those released, those used in ``with``."""
    acquired: dict[str, set[int]] = {}
    released: set[str] = set()
    whole: set[str] = set()
    for node in ast.walk(function):
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
