"""Iteration over shared containers: each step reads the container, and other threads may run between two steps.

``for``, comprehensions, ``iter()``, ``enumerate()``, ``zip()``, ``map()`` and the iterators of ``itertools`` all take
their items from one of the iterators made here.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterator
from operator import length_hint
from types import FunctionType, GeneratorType
from typing import Any
from weakref import ref

from ...common.kinds import class_has, full_name, of_class
from ...trace import READ, WRITE
from ..model.classify import SCALARS, SILENT
from ..model.types import TypeKind
from .announcer import Announcer


class SharedIterator:
    """An iterator over a container that announces each step: a read of the container, a write of the iterator itself.

    Args:
        iterator: the container's own iterator.
        containers: what it reads.
        consumes: each step changes the containers, too, which are iterators or files.
        announcer: announces the steps.
    """

    __slots__ = ("__weakref__", "_access", "_announcer", "_containers", "_iterator")

    def __init__(self, iterator: Iterator[Any], containers: list[Any], consumes: bool, announcer: Announcer) -> None:
        self._iterator = iterator
        self._containers = containers
        self._access = WRITE if consumes else READ
        self._announcer = announcer

    @property
    def inner(self) -> Iterator[Any]:
        """The iterator whose steps are announced."""
        return self._iterator

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        announcer = self._announcer
        announcer.point(WRITE, self, None)
        for container in self._containers:
            announcer.also(self._access, container, None)
            if type(container) is GeneratorType:
                announcer.entered = ref(container)
        try:
            return next(self._iterator)
        except StopIteration:
            if self._access == READ:
                self._containers = []  # an iterator at its end lets go of its container; a file may grow
            raise

    def __setstate__(self, state: Any) -> None:
        self._announcer.point(WRITE, self, None)
        self._iterator.__setstate__(state)  # type: ignore[attr-defined]  # most iterators of C have it

    def __length_hint__(self) -> Any:
        self._announcer.step([(one, None) for one in (self, *self._containers)])
        hint = length_hint(self._iterator, -1)
        return NotImplemented if hint < 0 else hint  # a hint of 0 makes bytearray.extend() of 3.11 write out of bounds

    def __reduce__(self) -> Any:
        self._announcer.step([(one, None) for one in (self, *self._containers)])
        return self._iterator.__reduce__()

    def __repr__(self) -> str:
        return repr(self._iterator)


def _least_references() -> int:
    """Count the references to an argument that nothing else refers to, as the interpreter reports them."""

    def count(value: object) -> int:
        return sys.getrefcount(value)

    return count(object())


LEAST = _least_references()
"""The reference count of a temporary value inside the function that it was passed to."""


def _local_references() -> int:
    """Count the references to an argument that only a local variable refers to: from CPython 3.14 on, none more."""

    def count(value: object) -> int:
        return sys.getrefcount(value)

    value = object()
    return count(value)


LEAST_LOCAL = _local_references()
"""The reference count of a local variable's value inside the function that it was passed to."""
NOTING_NOTHING = frozenset({list, bytearray, array})
"""Types whose iterators remember nothing of the container when they are made."""


def stepping(announcer: Announcer) -> dict[str, Callable[..., Any]]:
    """Return the functions of the runtime that begin an iteration.

    Args:
        announcer: announces the accesses.
    """
    announcer.models.known[SharedIterator] = TypeKind.ITERATOR
    return {
        **_loops(announcer),
        **_shared_iterators(announcer),
        "unpack": _unpacking(announcer),
        "hashed": _hashing(announcer),
    }


def _announced_steps(announcer: Announcer) -> tuple[Callable[..., Iterator[Any]], Callable[..., Iterator[Any]]]:
    """Return two generator functions: one for a loop over containers, one for a loop over an iterator."""
    point, also = announcer.point, announcer.also

    def steps(iterator: Iterator[Any], containers: list[Any]) -> Iterator[Any]:
        # the iterator belongs to one loop, so only the containers are shared
        first, *others = containers
        while True:
            point(READ, first, None)
            for one in others:
                also(READ, one, None)
            try:
                item = next(iterator)
            except StopIteration:
                return
            yield item

    def advances(iterator: Iterator[Any]) -> Iterator[Any]:
        while True:
            announcer.advance(iterator)
            try:
                item = next(iterator)
            except StopIteration:
                return
            yield item

    return steps, advances


def _loops(announcer: Announcer) -> dict[str, Callable[..., Any]]:
    """Return the functions that begin a ``for`` loop or a ``yield from``."""
    known, window = announcer.models.known, announcer.reach.window
    count, held = sys.getrefcount, announcer.held
    steps, advances = _announced_steps(announcer)

    def begun(value: Any, containers: list[Any]) -> Iterator[Any]:
        if type(value) not in NOTING_NOTHING:  # the iterator notes the size, or the state, in a step of its own
            announcer.step([(one, None) for one in containers])
        return steps(iter(value), containers)

    def loop(value: Any) -> Any:
        """Begin a loop over a value."""
        kind = known.get(type(value)) or announcer.kind(value)
        if (kind is TypeKind.CONTAINER or kind is TypeKind.ITERATOR) and count(value) - held(value) <= LEAST:
            return value  # a temporary: no other thread can have it
        return of_kind(value, kind)

    def loop_argument(value: Any) -> Any:
        """Begin a loop over a value that nothing is known of: how many refer to it depends on the interpreter."""
        return of_kind(value, known.get(type(value)) or announcer.kind(value))

    def of_kind(value: Any, kind: TypeKind) -> Any:
        if kind is TypeKind.CONTAINER or kind is TypeKind.VIEW:
            if class_has(type(value), "__next__"):
                return advances(value)
            found = [value] if kind is TypeKind.CONTAINER else window(value)
            return begun(value, found) if found else value
        if kind is TypeKind.ITERATOR:
            return advances(value) if class_has(type(value), "__next__") else value
        if kind is TypeKind.UNKNOWN or kind is TypeKind.FOREIGN:
            announcer.unknown(f"iteration over {full_name(type(value))}", (value,))
        return value

    def loop_local(value: Any) -> Any:
        """Begin a loop over the value of a local variable, which may be the only reference to it."""
        if count(value) - held(value) <= LEAST_LOCAL:
            return value  # the variable's: no other thread can have it
        return loop(value)

    def delegate(value: Any) -> Any:
        """Begin a ``yield from``: a generator keeps its ``send`` and ``throw``."""
        if (known.get(type(value)) or announcer.kind(value)) is TypeKind.ITERATOR:
            announcer.read(value)
            return value
        return loop(value)

    return {"loop": loop, "loop_argument": loop_argument, "loop_local": loop_local, "delegate": delegate}


def _shared_iterators(announcer: Announcer) -> dict[str, Callable[..., Any]]:
    """Return the functions that make an iterator which announces each of its steps itself."""
    known, window = announcer.models.known, announcer.reach.window

    def iterator(value: Any) -> Any:
        """Make an iterator that others may share, or that a function of C will read later."""
        if type(value) in SCALARS:
            return value
        kind = known.get(type(value)) or announcer.kind(value)
        if kind is TypeKind.CONTAINER or kind is TypeKind.VIEW:
            found = [value] if kind is TypeKind.CONTAINER else window(value)
            if not found:
                return value
            announcer.read(value)
            return SharedIterator(iter(value), found, announcer.consumed(value), announcer)
        if kind is TypeKind.ITERATOR and class_has(type(value), "__next__") and type(value) is not SharedIterator:
            return SharedIterator(value, [value], True, announcer)
        if kind is TypeKind.UNKNOWN or kind is TypeKind.FOREIGN:
            announcer.unknown(f"iteration over {full_name(type(value))}", (value,))
        return value

    def backwards(value: Any) -> Any:
        kind = known.get(type(value)) or announcer.kind(value)
        if kind is TypeKind.CONTAINER or kind is TypeKind.VIEW:
            found = [value] if kind is TypeKind.CONTAINER else window(value)
            if found:
                announcer.read(value)
                return SharedIterator(reversed(value), found, False, announcer)
        return reversed(value)

    return {"iterator": iterator, "backwards": backwards}


def _unpacking(announcer: Announcer) -> Callable[[Any], Any]:
    """Return the function that reads a value before an assignment unpacks it."""
    known = announcer.models.known
    count, held = sys.getrefcount, announcer.held

    def unpack(value: Any) -> Any:
        """Read the items of a value that is about to be unpacked, before anything else can happen."""
        kind = known.get(type(value)) or announcer.kind(value)
        if kind is TypeKind.CONTAINER or kind is TypeKind.VIEW:
            if count(value) - held(value) > LEAST:
                announcer.read(value)
            if type(of_class(type(value), "__iter__")) is FunctionType:
                return value  # other threads can run between the steps of its iteration
            return tuple(iter(value))  # of a class of the program, tuple() would call the __len__, too
        if kind not in SILENT and count(value) - held(value) > LEAST:
            announcer.read(value)
        return value

    return unpack


def _hashing(announcer: Announcer) -> Callable[[Any], Any]:
    """Return the function that reads a value before a set display hashes its items."""
    count, held = sys.getrefcount, announcer.held

    def hashed(value: Any) -> Any:
        """Read the items where they are, not a copy: other threads can run while an item is hashed."""
        if announcer.kind(value) not in SILENT and count(value) - held(value) > LEAST:
            announcer.read(value)
        return value

    return hashed
