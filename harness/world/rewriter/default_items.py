"""Lookups in a ``defaultdict``: other threads run while a function or class of Python makes a missing item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from types import BuiltinFunctionType, FunctionType
from typing import Any

from ...common.kinds import MISSING, held_by, of_class
from ...trace import WRITE
from .announcer import Announcer

LOOKUPS = frozenset({"__getitem__", "__missing__"})
"""Methods that put in a missing item."""
_FACTORY = defaultdict.__dict__["default_factory"].__get__
_OWN = {"__getitem__": dict.__dict__["__getitem__"], "__missing__": defaultdict.__dict__["__missing__"]}
"""The methods of a defaultdict that is not derived from in a way that matters to a lookup."""


def makes_by_code(table: Any) -> bool:
    """True for a defaultdict whose factory may run Python code."""
    if not issubclass(type(table), defaultdict):
        return False
    make = _FACTORY(table)
    if make is None or type(make) is BuiltinFunctionType or held_by(make, "__module__") == "_thread":
        return False  # threading.Lock, too, is made by C
    if type(make) is not type:
        return True
    return any(type(of_class(make, name)) in (FunctionType, staticmethod) for name in ("__new__", "__init__"))


def default_item(table: Any, key: Any, announcer: Announcer) -> Any:
    """Return an item of a defaultdict, which is written after its factory has run.

    Args:
        table: the defaultdict, whose write has been announced.
        key: the key.
        announcer: announces the write after the factory.
    """
    if of_class(type(table), "__getitem__") is not _OWN["__getitem__"]:
        return table[key]
    return _looked_up(table, key, announcer)


def _looked_up(table: Any, key: Any, announcer: Announcer) -> Any:
    """Do what ``dict.__getitem__`` does, which a derived class may call."""
    if not makes_by_code(table) or of_class(type(table), "__missing__") is not _OWN["__missing__"]:
        return dict.__getitem__(table, key)
    there = dict.get(table, key, MISSING)
    return there if there is not MISSING else missing_item(table, key, announcer)


def missing_item(table: Any, key: Any, announcer: Announcer) -> Any:
    """Make an item of a defaultdict, put it in and return it."""
    if not makes_by_code(table):
        return defaultdict.__missing__(table, key)
    value = _FACTORY(table)()
    announcer.point(WRITE, table, None)
    dict.__setitem__(table, key, value)
    return value


def looking_up(name: str, announcer: Announcer) -> Callable[[Any, Any], Any]:
    """Return a function that does what a method of ``LOOKUPS`` does.

    Args:
        name: the method.
        announcer: announces the write after the factory.
    """
    perform = _looked_up if name == "__getitem__" else missing_item
    return lambda table, key, /: perform(table, key, announcer)


def admit_default_items(tables: Iterable[Any], announcer: Announcer) -> None:
    """Withhold the proof if a function of C looks items up in a defaultdict that makes them by Python code.

    Args:
        tables: what it looks items up in.
        announcer: admits it.
    """
    if any(map(makes_by_code, tables)):
        announcer.admit("a function of C that calls the factory of a defaultdict")
