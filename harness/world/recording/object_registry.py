"""What a recorder has seen: objects and their names, without keeping anything alive.

An object that a report would keep might end later than in the execution that is reported, with its
finalizer at another step. Only what cannot be referred to weakly, such as a list, is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import FrameType, FunctionType, ModuleType, TracebackType
from typing import Any
from weakref import ref

from harness.world.recording.object_names import labels

PLAIN = (int, float, str, bytes, type(None), type, FunctionType, ModuleType)
KEPT = (list, dict, tuple)
"""Kinds that cannot be referred to weakly; kept only once the program has come to them in an operation."""
HOLDERS = 400
DEPTH = 4
"""So many of a thread's own frames are looked through for names."""
OPTIMIZED = 1
"""The flag of a code object whose locals are no mapping of their own."""


class ObjectRegistry:
    """Objects by number, and what they are called.

    Args:
        files: the files whose frames are looked into.
    """

    def __init__(self, files: frozenset[str]) -> None:
        self.files = files
        self._keys: dict[int, int] = {}
        self._objects: list[Callable[[], Any]] = []
        self._met: dict[int, dict[int, str]] = {}
        self._roots: dict[int, str] = {}
        self._spaces: dict[int, tuple[dict[str, Any], set[str]]] = {}

    def key(self, obj: Any) -> int:
        """The object's number; another object at the same address has another."""
        key = self._keys.get(id(obj))
        if key is None:
            key = self._keys[id(obj)] = len(self._objects)
            self._objects.append(self._reference(obj))
        return key

    def _reference(self, obj: Any) -> Callable[[], Any]:
        keys, address = self._keys, id(obj)

        def forget(_: object) -> None:
            keys.pop(address, None)

        try:
            return ref(obj, forget)
        except TypeError:
            return lambda: obj

    def object(self, key: int) -> Any:
        """The object of a number; None once it has ended."""
        return self._objects[key]()

    def objects(self) -> Iterator[Any]:
        """All that have not ended."""
        return (one for one in (reference() for reference in self._objects) if one is not None)

    def look(self, frame: FrameType | None) -> None:
        """Remember the names of what the program's frames can see."""
        for one in self._frames(frame):
            known = self._spaces.setdefault(id(one.f_globals), (one.f_globals, set()))
            known[1].update(one.f_code.co_names)
            for name, value in locals_of(one):
                if len(self._roots) < HOLDERS and (type(value) not in KEPT or id(value) in self._keys):
                    self._roots.setdefault(self.key(value), name)

    def name_at(self, frame: FrameType | None, key: int) -> dict[int, str]:
        """What an object is called where it is met for the first time, by ``id``: it may not live to the end."""
        if key in self._met:
            return self._met[key]
        roots = [root for one in self._frames(frame) for root in locals_of(one)]
        obj = self.object(key)
        instances = [root for root in roots if root[0] == ""]
        known = labels(instances) | labels([root for root in roots if root[0]])
        found = self._met[key] = {id(obj): known[id(obj)]} if id(obj) in known else {}
        return found

    def _frames(self, frame: FrameType | None) -> Iterator[FrameType]:
        depth = 0
        while frame is not None and depth < DEPTH:
            if frame.f_code.co_filename in self.files:
                depth += 1
                yield frame
            frame = frame.f_back

    def names(self, frames: list[FrameType]) -> dict[int, str]:
        """What everything that has not ended is called, by ``id``.

        Args:
            frames: those in which the threads stand, whose locals may lead on to others.
        """
        roots = [(name, self.object(key)) for key, name in self._roots.items()]
        for names, used in self._spaces.values():
            roots += [(name, names[name]) for name in sorted(used) if not isinstance(names.get(name), PLAIN)]
        for frame in frames:
            for one in self._frames(frame):
                roots += locals_of(one)
        instances = [root for root in roots if root[0] == ""]
        # a field outlives a call, so its name says more than that of a local variable
        return labels([root for root in roots if root[0]]) | labels(instances)


def locals_of(frame: FrameType) -> list[tuple[str, Any]]:
    """A frame's names and their objects; "" stands for the instance whose method it is."""
    found = frame.f_locals
    seen = [
        ("" if name == "self" else name, value)
        for name, value in found.items()
        if not isinstance(value, PLAIN) and not name.startswith((".", "_kata_", "__kata_"))
    ]
    if sys.version_info < (3, 13) and frame.f_code.co_flags & OPTIMIZED:
        found.clear()  # a copy, which the frame would hold on to
    return seen


def frames_of(error: BaseException) -> list[FrameType]:
    """The frames that an exception came through, the innermost last."""
    frames, trace = [], error.__traceback__
    while isinstance(trace, TracebackType):
        frames.append(trace.tb_frame)
        trace = trace.tb_next
    return frames
