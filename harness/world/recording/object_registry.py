"""A weak registry of objects and their names, which keeps nothing alive.

If a report kept an object alive, its finalizer might run at another step than in the execution that is reported. Only
an object without weak references, such as a list, is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Container, Iterable, Iterator
from types import FrameType, FunctionType, ModuleType
from typing import Any

from ...common.kinds import traceback_of
from .object_keys import ObjectKeys
from .object_names import ITEM, labels, told_apart

PLAIN = (int, float, str, bytes, type(None), type, FunctionType, ModuleType)
KEPT = (list, dict, tuple)
"""Types without weak references; such an object is kept only after an operation of the program has used it."""
MOST_ROOTS = 400
"""Objects whose local names are kept, at most."""
DEPTH = 4
"""Number of a thread's innermost program frames that are searched for names."""
OPTIMIZED = 1
"""The flag of a code object whose locals are no mapping of their own."""


class ObjectRegistry(ObjectKeys):
    """The objects of one execution by number, and their names.

    Args:
        files: the files whose frames are searched for names.
    """

    __slots__ = ("_first_names", "_globals", "_roots", "changing", "files", "owners")

    def __init__(self, files: Container[str]) -> None:
        super().__init__()
        self.files = files
        self._first_names: dict[int, dict[int, str]] = {}
        """By number: the object's name at its first operation, by ``id``; empty if it had none."""
        self._roots: dict[int, str] = {}
        """By number: the name of the local variable that holds the object."""
        self._globals: dict[int, tuple[dict[str, Any], set[str]]] = {}
        """By ``id``: the globals of a module, and the names that the program's frames use."""

        self.changing: set[int] = set()
        """The numbers of lists and deques that change while several threads run: an item is found there by chance."""
        self.owners: dict[int, Any] = {}
        """By ``id``: the instance of which an object is an attribute."""

    def remember_names(self, frame: FrameType | None) -> None:
        """Remember the names of the objects that the program's frames refer to."""
        # the outermost call first: it lives longest
        for one in reversed(list(self._frames(frame))):
            known = self._globals.setdefault(id(one.f_globals), (one.f_globals, set()))
            known[1].update(one.f_code.co_names)
            for name, value in locals_of(one):
                if len(self._roots) < MOST_ROOTS and (type(value) not in KEPT or id(value) in self.numbers):
                    self._roots.setdefault(self.key(value), name)

    def name_at(self, frame: FrameType | None, key: int) -> dict[int, str]:
        """Return an object's name at its first operation, by ``id``; it may be deallocated before the end.

        The place in a container is that of this moment, because another operation may have moved the object.
        """
        known = self._first_names.get(key)
        if known is None or any(ITEM in name for name in known.values()):
            known = self.name_in(frame, key) or known or {}
            self._first_names.setdefault(key, known)
        return known

    def name_in(self, frame: FrameType | None, key: int) -> dict[int, str]:
        """Return an object's name in the program's innermost frames, by ``id``; empty if it has none there."""
        roots = [root for one in self._frames(frame) for root in (*locals_of(one), *globals_of(one))]
        obj = self.object(key)
        instances = [root for root in roots if root[0] == ""]
        known = labels(instances) | labels([root for root in roots if root[0]])
        return {id(obj): known[id(obj)]} if id(obj) in known else {}

    def _frames(self, frame: FrameType | None) -> Iterator[FrameType]:
        depth = 0
        while frame is not None and depth < DEPTH:
            if frame.f_code.co_filename in self.files:
                depth += 1
                yield frame
            frame = frame.f_back

    def names(self, frames: list[FrameType]) -> dict[int, str]:
        """Return the names of all objects that are still alive, by ``id``.

        Args:
            frames: the threads' current frames, whose locals may lead to further objects.
        """
        local = [root for frame in frames for one in self._frames(frame) for root in locals_of(one)]
        current: dict[int, set[str]] = {}
        for name, value in local:
            current.setdefault(id(value), set()).add(name)
        remembered = ((name, self.object(key)) for key, name in self._roots.items())
        # a name of a call that has returned is worth less than one that the object has now
        roots = [(name, one) for name, one in remembered if not name or name in current.get(id(one), (name,))]
        for names, used in self._globals.values():
            roots += [(name, names[name]) for name in sorted(used) if not issubclass(type(names.get(name)), PLAIN)]
        roots += local
        instances = [root for root in roots if root[0] == ""]
        # a field outlives a call, so its name is better than that of a local variable
        self.owners.clear()
        named = [root for root in roots if root[0]]
        changing = {id(one) for one in map(self.object, self.changing) if one is not None}
        known = labels(named, self.owners, changing) | labels(instances, self.owners, changing)
        if changing:
            known = labels(named, self.owners) | labels(instances, self.owners) | known
        return known

    def told_apart(self, known: dict[int, str], keys: Iterable[int]) -> dict[int, str]:
        """Return distinct names for those of the objects with these numbers that share one, by ``id``."""
        alive = (one for one in map(self.object, dict.fromkeys(keys)) if one is not None)
        return told_apart(known, self.owners, alive)


def clear_variables(frame: FrameType, copy: dict[str, Any]) -> None:
    """Take a frame's local variables out of its copy of them; what ``exec`` has put there stays."""
    code = frame.f_code
    for names in (code.co_varnames, code.co_cellvars, code.co_freevars):
        for name in names:
            copy.pop(name, None)


empty_copy: Callable[[FrameType, dict[str, Any]], None] = clear_variables
"""Empties such a copy; a debugger puts another function here, because the interpreter refills it for tracing."""


def locals_of(frame: FrameType) -> list[tuple[str, Any]]:
    """Return a frame's local names and objects; the name "" stands for ``self``."""
    found = frame.f_locals
    seen = [
        ("" if name == "self" else name, value)
        for name, value in found.items()
        if not issubclass(type(value), PLAIN) and not name.startswith((".", "_kata_", "__kata_"))
    ]
    if sys.version_info < (3, 13) and frame.f_code.co_flags & OPTIMIZED:
        empty_copy(frame, found)  # the frame would keep it alive
    return seen


def globals_of(frame: FrameType) -> list[tuple[str, Any]]:
    """Return the names and objects of the globals that a frame's function uses."""
    known = ((name, frame.f_globals.get(name)) for name in frame.f_code.co_names)
    return [
        (name, value) for name, value in known if not issubclass(type(value), PLAIN) and not name.startswith("_kata_")
    ]


def frames_of(error: BaseException) -> list[FrameType]:
    """Return the frames of an exception's traceback, the innermost last."""
    frames, trace = [], traceback_of(error)
    while trace is not None:
        frames.append(trace.tb_frame)
        trace = trace.tb_next
    return frames
