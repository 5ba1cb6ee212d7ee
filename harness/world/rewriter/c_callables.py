"""The types of callables that are written in C, as a call meets them."""

from __future__ import annotations

from functools import partial
from operator import attrgetter, itemgetter, methodcaller
from types import BuiltinFunctionType

METHOD_WRAPPER = type([].__len__)
METHODS = (type(list.append), type(list.__len__), type(dict.__dict__["fromkeys"]))
"""Methods of a type that are not bound to an instance: ``list.append``, ``list.__len__``."""
GETTERS: dict[type, str] = {itemgetter: "m0 R*", attrgetter: "F*"}
"""The effects of calling an instance, in the words of ``harness.world.model.functions``."""
CALLABLES = frozenset({BuiltinFunctionType, METHOD_WRAPPER, *METHODS, partial, methodcaller, *GETTERS})
"""Types of the callables that a function of C may receive and call."""
