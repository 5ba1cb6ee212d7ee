"""Special attributes: those that the interpreter itself reads or writes while it performs an operation.

An operator looks up ``__len__`` in a class, ``isinstance`` reads ``__bases__``, a ``raise`` writes ``__traceback__``.
The fields of exceptions are announced one by one; an assignment to any other special attribute of a class, a function
or a module changes what operations mean, and is admitted to run outside of the model.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from types import CellType, FrameType, FunctionType, ModuleType
from typing import Any

from ...common.kinds import computes_attributes, has, is_a, name_of, of_class, qualname_of
from ...trace import READ, WRITE
from ..model.reach import Location
from ..model.types import TypeKind
from .announcer import Announcer
from .iteration import LEAST
from .texts import MARK

WRITTEN = {"with_traceback": ("__traceback__",), "add_note": ("__notes__",)}
"""What the methods of exceptions write."""
GENERATORS = ("gi_", "cr_", "ag_")
"""What the names of the attributes begin with that tell the state of a generator or a coroutine."""
OF_EVERY_OBJECT = frozenset({"__class__", "__dict__"})
"""Attributes whose assignment changes which other attributes there are."""


def special_attributes(announcer: Announcer) -> dict[str, Callable[..., Any]]:
    """Return the functions of the runtime that write special attributes.

    Args:
        announcer: announces the accesses.
    """

    def special(target: Any, name: str) -> Any:
        """Announce the assignment or deletion of a special attribute."""
        if name == "__name__" and type(target) is FunctionType:
            announcer.point(WRITE, target, name)  # which no operation looks up
        else:
            assigned(announcer, target, name)
        return target

    def imported() -> None:
        """Announce that an import looks a module up among those that are loaded."""
        announcer.point(READ, sys.modules, None)

    return {"special": special, "imported": imported, **_of_exceptions(announcer)}


def _of_exceptions(announcer: Announcer) -> dict[str, Callable[..., Any]]:
    """Return the functions that announce what raising writes."""
    count, held = sys.getrefcount, announcer.held

    def raised(error: Any) -> Any:
        """Announce what raising an exception writes, unless nothing else refers to it."""
        if issubclass(type(error), BaseException) and count(error) - held(error) > LEAST:
            announcer.step((), by_raising((error,)))
        return error

    def caused(error: Any, cause: Any, _let_go: None) -> Any:
        """Announce what raising an exception from another one, which is returned, writes."""
        # the statement that raises it refers to it, too
        if issubclass(type(error), BaseException) and count(error) - held(error) > LEAST + 1:
            announcer.step((), [*by_raising((error,)), *by_cause(error)])
        return cause

    def reraised() -> None:
        """Announce what raising the exception that is being handled once more writes."""
        error = sys.exception()
        if error is not None:
            announcer.point(WRITE, error, "__traceback__")

    return {"raised": raised, "caused": caused, "reraised": reraised}


def assigned(announcer: Announcer, target: Any, name: str) -> None:
    """Announce the assignment or deletion of a special attribute of an object.

    Args:
        announcer: announces the accesses.
        target: the object.
        name: the attribute.
    """
    kind = type(target)
    announcer.point(WRITE, *((name, None) if kind is ModuleType else (target, name)))
    if issubclass(kind, BaseException) and name == "__cause__":
        announcer.also(WRITE, target, "__suppress_context__")
    if name in OF_EVERY_OBJECT or issubclass(kind, type | FunctionType | ModuleType):
        owner = target if issubclass(kind, type) else kind
        announcer.admit(f"the assignment to {name_of(owner)}.{name}")


def read_whole(announcer: Announcer, target: Any, name: str) -> bool:
    """Announce the read of an attribute of an object that is one location; return False for any other object.

    Args:
        announcer: announces the accesses.
        target: the object.
        name: the attribute.
    """
    kind = announcer.kind(target)
    if kind is not TypeKind.CONTAINER and kind is not TypeKind.ITERATOR:
        return False
    announcer.point(READ, target, None)
    if name.startswith(GENERATORS) and not name.endswith("_code"):
        announcer.admit(f"the read of {name}")  # it changes when the generator pauses, which is no access
    return True


def exposed(announcer: Announcer, target: Any, name: str) -> None:
    """Admit the read of an attribute that hands out what functions outside of the model work on.

    Args:
        announcer: announces the accesses.
        target: the object.
        name: the attribute.
    """
    owner = target if is_a(target, type) else type(target)
    if (owner is partial and name == "keywords") or (name[0] == "_" and announcer.models.of_library(owner)):
        announcer.admit(f"the read of {qualname_of(owner)}.{name}")


def is_namespace(target: Any, name: str) -> bool:
    """True for an attribute that leads to variables of functions, which have other locations there.

    From 3.13 on, an assignment to an item of ``f_locals`` is one to the variable.
    """
    if name == "cell_contents":
        return target is CellType or type(target) is CellType
    return name == "f_locals" and type(target) is FrameType and sys.version_info >= (3, 13)


def prepares(metaclass: Any) -> bool:
    """True for a metaclass of the program that makes the namespace of a class itself, perhaps one that is shared."""
    if not is_a(metaclass, type):
        return computes_attributes(type(metaclass)) or has(metaclass, "__prepare__")
    found = of_class(metaclass, "__prepare__")
    function: Any = found.__func__ if type(found) in (classmethod, staticmethod) else found
    return issubclass(type(function), FunctionType) and MARK in function.__builtins__


def by_raising(values: Iterable[Any]) -> list[Location]:
    """Return what raising writes in those of the values that are exceptions."""
    return [
        (value, name)
        for value in values
        if issubclass(type(value), BaseException)
        for name in ("__traceback__", "__context__")
    ]


def by_cause(error: BaseException) -> list[Location]:
    """Return what ``raise ... from`` writes in an exception besides."""
    return [(error, "__cause__"), (error, "__suppress_context__")]
