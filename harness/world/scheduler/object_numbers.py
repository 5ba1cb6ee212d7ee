"""Numbers that replace the addresses of objects, so that a program cannot depend on where objects lie in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from sys import getrefcount
from types import FunctionType
from typing import Any
from weakref import ref

from ...common.kinds import bases_of, name_of, space_of

FIRST, GAP = 0x1000, 0x10
"""The first number, and the distance between two."""
HASH_BITS = 4
"""The hash of an object is its number without so many of its last bits, which are the same in all."""
HELD = 2
"""References to an object that nothing but its number holds, as ``getrefcount`` counts them: its own is one."""


def gives_numbers(function: object) -> bool:
    """Return whether a function is one that ``hash_function`` has returned."""
    return type(function) is FunctionType and function.__module__ == __name__


def _hash_after(kind: type, number: object) -> Any:
    """Return the first hash that does not give numbers, of the classes after the one that has this function."""
    passed = False
    for base in bases_of(kind):
        given = space_of(base).get("__hash__", number)
        if passed and not gives_numbers(given):
            return given
        passed = passed or space_of(base).get("__hash__") is number
    return object.__hash__


class ObjectNumbers:
    """The numbers given to objects in one execution, in order of asking: the same in every execution of a schedule.

    Serves ``id`` and the hash of objects that have none of their own, and with it the order of sets.
    """

    __slots__ = ("_known", "_next")

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Begin an execution: no object has a number."""
        self._known: dict[int, tuple[int, object]] = {}
        self._next = FIRST

    def of(self, obj: object) -> int:
        """Return the number of an object."""
        known = self._known.get(id(obj))
        if known is None:
            known = self._known[id(obj)] = (self._next, self._guard(obj))
            self._next += GAP
        return known[0]

    def is_gone(self, address: int, number: int) -> bool:
        """True when the object that got a number is no more, or would be if its number did not keep it."""
        known = self._known.get(address)
        if known is None or known[0] != number:
            return True
        return type(known[1]) is not ref and getrefcount(known[1]) <= HELD

    @contextmanager
    def forgetting(self) -> Iterator[None]:
        """Forget at the end of this context the numbers that were given in it."""
        before, following = set(self._known), self._next
        try:
            yield
        finally:
            self._next = following
            for address in self._known.keys() - before:
                del self._known[address]

    def hash_of(self, obj: object) -> int:
        """Return the hash of an object that has none of its own."""
        return self.of(obj) >> HASH_BITS

    def hash_function(self) -> Callable[[object], int]:
        """Return ``hash_of`` as a function, which a class can have as its ``__hash__``, unlike a bound method.

        A subclass may inherit from another class, too, that has a hash of its own; the function calls that one.
        """

        def number(one: object) -> int:
            kind = type(one)
            given = _hash_after(kind, number)
            if given is None:
                raise TypeError(f"unhashable type: {name_of(kind)!r}")
            return self.hash_of(one) if given is object.__hash__ else given(one)

        return number

    def _guard(self, obj: object) -> object:
        """Return what keeps the object's address from being taken for another's: a weak reference, or the object."""
        known, address = self._known, id(obj)

        def forget(_: object) -> None:
            known.pop(address, None)

        try:
            return ref(obj, forget)
        except TypeError:  # a list, an instance with slots
            return obj
