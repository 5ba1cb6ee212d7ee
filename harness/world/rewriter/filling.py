"""Operations of C that fill a container from an iterator: other threads run while the iterator makes an item.

The operation writes the container after the code of the iterator has run, so the write is announced once more then.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import FunctionType
from typing import Any

from ...common.kinds import has, name_of, of_class
from ...trace import WRITE
from ..model.types import TypeKind
from .announcer import OF_CONTAINERS, Announcer
from .iteration import SharedIterator

FILLING = frozenset(
    "extend extendleft update writelines __iadd__ __ior__ __init__ intersection_update difference_update"
    " symmetric_difference_update fromlist".split()
)
"""Methods that put the items of an iterator into a container one after another."""
FILLING_FUNCTIONS = frozenset(
    {"_operator.iadd()", "_operator.iconcat()", "_operator.ior()", "_collections._count_elements()"}
)
"""Functions that do the same with their first argument."""


class FillingIterator(SharedIterator):
    """An iterator from which an operation of C fills a container.

    Args:
        iterator: makes the items.
        containers: what each step changes.
        filled: the container, which is written after each step, too.
        announcer: announces the steps.
        whole: the container is written when all items have been made, not after each.
    """

    __slots__ = ("_filled", "_whole")

    def __init__(
        self, iterator: Iterator[Any], containers: list[Any], filled: Any, announcer: Announcer, whole: bool = False
    ) -> None:
        super().__init__(iterator, containers, True, announcer)
        self._filled = filled
        self._whole = whole

    def __next__(self) -> Any:
        try:
            item = super().__next__()
        except StopIteration:
            self._announcer.point(WRITE, self._filled, None)
            raise
        if not self._whole:
            self._announcer.point(WRITE, self._filled, None)
        return item


def runs_code(iterator: Any) -> bool:
    """True for an iterator whose steps may run Python code, because it reads no container on its own."""
    if type(iterator) is SharedIterator:
        return runs_code(iterator.inner)
    return name_of(type(iterator)) not in OF_CONTAINERS


def filling(receiver: Any, values: tuple[Any, ...], announcer: Announcer) -> tuple[Any, ...]:
    """Return the arguments of a method of ``FILLING``: other threads see the items that an iterator has made so far.

    Args:
        receiver: what is filled.
        values: the arguments.
        announcer: announces each step.
    """
    if announcer.kind(receiver) is not TypeKind.CONTAINER:
        return values
    return tuple(_announcing(receiver, one, announcer) for one in values)


def _announcing(receiver: Any, value: Any, announcer: Announcer) -> Any:
    if announcer.kind(value) is TypeKind.ITERATOR:
        if runs_code(value):
            return FillingIterator(value, [receiver, value], receiver, announcer)
        return SharedIterator(value, [receiver, value], True, announcer)
    mapping = issubclass(type(receiver), dict) and has(value, "keys")  # a dictionary asks for those, and for each item
    if type(of_class(type(value), "__iter__")) is FunctionType and not mapping:
        return FillingIterator(iter(value), [receiver], receiver, announcer)
    return value


def replacing(container: Any, value: Any, announcer: Announcer) -> Any:
    """Return the value that is assigned to a slice of a container: the items are made before any of them is put there.

    Args:
        container: the container.
        value: the value.
        announcer: announces the assignment once more after the last item.
    """
    if not issubclass(type(container), (list, bytearray)):  # others take no iterator
        return value
    if type(of_class(type(container), "__setitem__")) is FunctionType or not makes_items(value, announcer):
        return value
    return FillingIterator(iter(value), [value], container, announcer, whole=True)


def makes_items(value: Any, announcer: Announcer) -> bool:
    """True for a value whose items may be made by Python code."""
    if announcer.kind(value) is TypeKind.ITERATOR:
        return type(value) is not FillingIterator and runs_code(value)
    return type(of_class(type(value), "__iter__")) is FunctionType


def announcing_arguments(receiver: Any, name: str, args: tuple[Any, ...], announcer: Announcer) -> tuple[Any, ...]:
    """Return the arguments of a method of C: those from which it fills the receiver announce their steps.

    Args:
        receiver: what is filled.
        name: the method.
        args: the arguments.
        announcer: announces the steps.
    """
    if name in FILLING:
        return filling(receiver, args, announcer)
    if name == "__setitem__" and len(args) == 2 and type(args[0]) is slice:
        return args[0], replacing(receiver, args[1], announcer)
    return args
