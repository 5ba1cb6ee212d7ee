"""The numbers of objects in one execution. They keep nothing alive, except an object without weak references."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar
from weakref import ref

T = TypeVar("T")


class ObjectKeys:
    """The objects of one execution by number.

    Attributes:
        numbers: of each object that is alive, its number, by ``id``.
    """

    __slots__ = ("_held", "_objects", "numbers")

    def __init__(self) -> None:
        self.numbers: dict[int, int] = {}
        self._objects: list[Callable[[], Any]] = []
        self._held: set[int] = set()
        """The ids of the objects that are kept alive."""

    def key(self, obj: Any) -> int:
        """Return an object's number; a later object at the same address has another number."""
        key = self.numbers.get(id(obj))
        if key is None:
            key = self.numbers[id(obj)] = len(self._objects)
            self._objects.append(self._reference(obj))
        return key

    def _reference(self, obj: Any) -> Callable[[], Any]:
        # no functions in this one: compiled, each would keep alive what any of them refers to, such as the object
        try:
            return ref(obj, partial(self.numbers.pop, id(obj)))  # the reference, its last argument, is a default
        except TypeError:
            self._held.add(id(obj))
            return partial(_itself, obj)

    def holds(self, obj: object) -> int:
        """Return 1 if the registry itself refers to an object, because no weak reference to it is possible; else 0."""
        return int(id(obj) in self._held)

    def object(self, key: int) -> Any:
        """Return the object of a number; None once it is deallocated."""
        return self._objects[key]()

    def objects(self) -> Iterator[Any]:
        """Return the objects that are still alive."""
        return (one for one in (reference() for reference in self._objects) if one is not None)


def _itself(obj: T) -> T:
    """Return an object."""
    return obj
