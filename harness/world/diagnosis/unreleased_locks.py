"""Locks and permits that a call takes with ``acquire()`` and owes back: who still has one when all is over?

A lock that is left held is no mistake by itself: a gate that stays shut and a lock that one call takes and another
gives back look the same. So a name is watched only where each function that releases it takes it, too, some
function does both, and none takes it where locks are made, as gates are; an ``acquire()`` of it that is never made
good is then a loan that nobody will ever return.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, wraps
from types import FrameType
from typing import Any

from harness.common.primitives import LOCKS, SEMAPHORES
from harness.trace import Event, Place, UnreleasedLock

MADE = LOCKS | SEMAPHORES | {"allocate_lock"}
"""What a function that makes a gate calls."""
Line = tuple[str, int]
"""A file and a line of it."""
CACHED = 32
"""Syntax trees whose lines are kept: the clauses of a contract have worlds of their own, of the same trees."""


@dataclass(frozen=True)
class Acquisition:
    """A lock or a permit that was taken.

    Attributes:
        thing: the lock or semaphore; what is no more within reach is owed all the same.
        place: where it was last taken.
        thread: by whom.
    """

    thing: Any
    place: Place
    thread: Any

    def kept(self, events: list[Event]) -> UnreleasedLock:
        """The loan, by the name that the lock has in a record of the execution."""
        names = [event.label for event in events if event.thread == self.thread.name and event.place == self.place]
        return UnreleasedLock(names[-1] if names else "a lock", self.thread.name, self.place)


class UnreleasedLocks:
    """What the program has taken, in one execution after another.

    Args:
        frame_of: the program's innermost frame at or below a frame.
        lines: where taking something makes a loan.
    """

    def __init__(self, frame_of: Callable[[FrameType | None], FrameType | None], lines: frozenset[Line]) -> None:
        self._frame_of = frame_of
        self._lines = lines
        self._taken: dict[int, Acquisition] = {}

    def begin(self) -> None:
        """A new execution: nothing is taken."""
        self._taken.clear()

    def watch(self, kinds: Iterable[Any], current: Callable[[], Any]) -> None:
        """Look at each ``acquire()`` of these classes; ``with`` needs no watching, it always gives back.

        Args:
            kinds: classes of locks and semaphores.
            current: the thread that runs.
        """
        if not self._lines:
            return
        for kind in kinds:
            kind.acquire = self._watched(kind.acquire, current)

    def _watched(self, acquire: Callable[..., Any], current: Callable[[], Any]) -> Callable[..., Any]:
        @wraps(acquire)
        def call(thing: Any, *args: Any, **words: Any) -> Any:
            got = acquire(thing, *args, **words)
            hidden = getattr(thing, "_kata_hidden", False)  # a part of some primitive
            frame = self._frame_of(sys._getframe(1)) if got and not hidden else None
            if frame is not None and (frame.f_code.co_filename, frame.f_lineno) in self._lines:
                place = Place(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)
                self._taken[id(thing)] = Acquisition(thing, place, current())
            return got

        return call

    def owed(self) -> list[Acquisition]:
        """What threads that have ended still have."""
        return [loan for loan in self._taken.values() if loan.thread.done and _has(loan.thread, loan.thing)]


def _has(thread: Any, thing: Any) -> bool:
    """The thread has it, and nobody but who took it ever gave it back."""
    if hasattr(thing, "_kata_held"):
        return bool(thing._kata_held.get(thread.number)) and not thing._kata_signal
    return thing.owner is thread and not thing._kata_crossed


def lines(files: dict[str, ast.Module]) -> frozenset[Line]:
    """Where a program takes what whoever takes it gives back.

    Args:
        files: the syntax trees of its files.
    """
    return frozenset((file, line) for file, tree in files.items() for line in _lines(tree))


@lru_cache(maxsize=CACHED)
def _lines(tree: ast.Module) -> set[int]:
    takes: dict[str, set[int]] = {}
    both: set[str] = set()
    passed_on: set[str] = set()
    gates: set[str] = set()
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        taken, released, whole = _uses(function)
        for name, numbers in taken.items():
            takes.setdefault(name, set()).update(numbers)
        if function.name == "__init__" or _makes(function):
            gates |= taken.keys()
        both |= whole | (released & taken.keys())
        passed_on |= released - taken.keys()
    return {line for name, numbers in takes.items() if name in both - passed_on - gates for line in numbers}


def _makes(function: ast.FunctionDef) -> bool:
    """The function itself makes a primitive."""
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return any(_name(call) in MADE for call in calls)


def _uses(function: ast.FunctionDef) -> tuple[dict[str, set[int]], set[str], set[str]]:
    """What a function takes by ``acquire()``, with the lines; what it releases; what it takes by ``with``."""
    taken: dict[str, set[int]] = {}
    released: set[str] = set()
    whole: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and node.attr == "release":
            released.add(_name(node.value))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "acquire":
            if not node.args and all(word.arg == "timeout" for word in node.keywords):
                taken.setdefault(_name(node.func.value), set()).add(node.lineno)
        elif isinstance(node, ast.withitem):
            whole.add(_name(node.context_expr))
    return taken, released, whole


def _name(node: ast.expr) -> str:
    """What a lock is called: ``lock`` of ``self.lock``, ``forks`` of ``self.forks[seat]``."""
    while isinstance(node, ast.Subscript):
        node = node.value
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
