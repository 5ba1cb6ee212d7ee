"""Operators: arithmetic, comparisons, truth, subscripts and formatting, each announced before it is performed."""

from __future__ import annotations

import operator
import sys
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from ...common.kinds import full_name
from ...trace import READ, WRITE
from ..model.classify import SCALARS
from ..model.types import TypeKind
from .announcer import Announcer
from .default_items import admit_default_items, default_item
from .filling import FillingIterator, filling, makes_items, replacing
from .iteration import LEAST
from .syntax import BINARY, COMPARISONS, IN_PLACE

Function = Callable[..., Any]


def operators(announcer: Announcer, simulated_module: Callable[[Any], Any]) -> dict[str, Function]:
    """Return the functions of the runtime that perform operators.

    Args:
        announcer: announces the accesses.
        simulated_module: returns what the world has in place of an entry of ``sys.modules``, or None.
    """
    announcer.models.known[FillingIterator] = TypeKind.ITERATOR
    operands = _operand_reader(announcer)
    return {
        **_contents(announcer, simulated_module),
        **_slices(announcer),
        **_whole_values(announcer, operands),
        **{name: _binary(name, getattr(operator, name), operands) for name in BINARY.values()},
        **{name: _in_place(name, getattr(operator, name), operands, announcer) for name in IN_PLACE.values()},
        **{
            name: _comparison(name, getattr(operator, name, _contains), operands, announcer)
            for name in COMPARISONS.values()
            if name not in ("is_", "is_not", "not_in")
        },
        "not_in": _comparison("not_in", lambda left, right: left not in right, operands, announcer),
    }


def _operand_reader(announcer: Announcer) -> Function:
    """Return the function that announces an operator's reads of its operands."""

    def plain(value: Any) -> bool:
        return type(value) in SCALARS or announcer.kind(value) in _IMMUTABLE

    def operands(name: str, *values: Any, deep: bool) -> None:
        if name.endswith("mod"):
            announcer.shown(values)
        if all(map(plain, values)):
            return
        strange = [value for value in values if announcer.kind(value) in (TypeKind.UNKNOWN, TypeKind.FOREIGN)]
        if strange:
            announcer.unknown(f"{name} of {full_name(type(strange[0]))}", values)
        elif deep:
            looks_up = name.endswith("mod")  # "%(key)s" % mapping
            announcer.deep(values, looks_up=looks_up)
            if looks_up:
                admit_default_items(values, announcer)
        else:
            announcer.step([*announcer.shallow(values), *announcer.advanced(values)])

    return operands


def _binary(name: str, perform: Function, operands: Function) -> Function:
    deep = name == "mod"

    def apply(left: Any, right: Any) -> Any:
        if type(left) not in SCALARS or type(right) not in SCALARS:
            operands(f"operator {name}", left, right, deep=deep)
        return perform(left, right)

    return apply


def _in_place(name: str, perform: Function, operands: Function, announcer: Announcer) -> Function:
    def apply(left: Any, right: Any) -> Any:
        if type(left) in SCALARS and type(right) in SCALARS:
            return perform(left, right)
        kind = announcer.kind(left)
        if kind is TypeKind.CONTAINER:
            announcer.step([*announcer.shallow((right,)), *announcer.advanced((right,))], [(left, None)])
            (right,) = filling(left, (right,), announcer)  # other threads see the items one after another
        else:
            operands(f"operator {name}", left, right, deep=name == "imod")
        return perform(left, right)

    return apply


def _comparison(name: str, perform: Function, operands: Function, announcer: Announcer) -> Function:
    membership = name in ("in_", "not_in")

    def apply(left: Any, right: Any) -> Any:
        if membership and announcer.consumed(right):
            announcer.step(announcer.reach.contents((left, right)), [(right, None)])
        elif type(left) not in SCALARS or type(right) not in SCALARS:
            operands("a comparison", left, right, deep=True)
        return perform(left, right)

    return apply


def _contents(announcer: Announcer, simulated_module: Callable[[Any], Any]) -> dict[str, Function]:
    """Return the functions that read or write the contents of one value, as truth and subscripts do."""
    silent, containers, point = announcer.models.silent, announcer.models.containers, announcer.point
    count, held = sys.getrefcount, announcer.held
    loaded = sys.modules

    def see(value: Any) -> Any:
        """Read the contents of a value: its truth, its length, its items."""
        kind = type(value)
        if kind in silent or count(value) - held(value) <= LEAST:
            return value  # a temporary: no other thread can have it
        if kind in containers:
            point(READ, value, None)
        elif announcer.kind(value) is not TypeKind.ITERATOR:
            announcer.read(value)
        return value

    def touch(value: Any) -> Any:
        kind = type(value)
        if kind in containers:
            point(WRITE, value, None)
        elif kind not in silent:
            announcer.write(value)
        return value

    def item(container: Any, key: Any) -> Any:
        kind = type(container)
        if issubclass(kind, defaultdict):  # a missing key is put in
            point(WRITE, container, None)
            return default_item(container, key, announcer)
        if kind in containers:
            point(READ, container, None)
        elif kind not in silent:
            announcer.read(container)
            if announcer.kind(container) is TypeKind.VIEW:  # a proxy of a mapping
                admit_default_items(announcer.reach.window(container), announcer)
        if container is loaded:
            return simulated_module(key) or container[key]
        return container[key]

    def key(container: Any, value: Any, _let_go: None) -> Any:
        touch(container)
        return value

    return {
        "see": see,
        "touch": touch,
        "item": item,
        "key": key,
    }


def _slices(announcer: Announcer) -> dict[str, Function]:
    """Return the functions that announce what the assignment to a slice reads."""

    def sliced(value: Any, container: Any) -> Any:
        """Return the value of an assignment to a slice."""
        return replacing(container, value, announcer)

    def source(key: Any, value: Any) -> Any:
        """Announce, with the step that the assignment to a slice is, that it reads the contents of the value."""
        if type(key) is slice:
            for access, locations in ((READ, announcer.shallow((value,))), (WRITE, announcer.advanced((value,)))):
                for obj, field in locations:
                    announcer.also(access, obj, field)
            announcer.doubt((value,))
        return key

    def made(key: Any, value: Any) -> Any:
        """Announce the same where the steps of an iterator are not announced."""
        if type(key) is slice and makes_items(value, announcer):
            announcer.admit("an iterator that is assigned to a slice")
        return source(key, value)

    def several(key: Any, value: Any) -> Any:
        """Announce the same for one of several targets."""
        if type(key) is slice and type(value) not in (tuple, list):
            announcer.admit("an iterator whose items are assigned to slices")
        for one in value if type(value) in (tuple, list) else ():
            made(key, one)
        return key

    def put(container: Any, key: Any, value: Any, /) -> None:
        """Implements ``operator.setitem``."""
        value = replacing(container, value, announcer) if type(key) is slice else value
        announcer.write(container)
        container[source(key, value)] = value

    return {"sliced": sliced, "source": source, "made": made, "several": several, "put": put}


def _whole_values(announcer: Announcer, operands: Function) -> dict[str, Function]:
    """Return the functions that read all that a format string or a ``match`` statement may inspect."""

    def shown(value: Any) -> Any:
        """Read everything that a format string is about to show."""
        if type(value) not in SCALARS:
            operands("formatting", value, deep=True)
            announcer.shown((value,))
        return value

    def subject(value: Any, several: bool = False) -> Any:
        """Read everything that the patterns of a ``match`` statement may look at.

        Args:
            value: the subject.
            several: one pattern binds several names that other threads can see.
        """
        if several:
            announcer.admit("a match that binds several shared names")  # one after the other, with no point between
        if type(value) not in SCALARS:
            announcer.deep((value,), fields=True)
            if announcer.reach.contents((value,), fields=True):
                announcer.admit("a match of a mutable object")  # its pattern reads one thing after another
        return value

    def guarded(truth: Any, value: Any) -> Any:
        """Read the subject again: after a guard that is false the next pattern looks at it once more."""
        if not truth:
            subject(value)
        return truth

    return {"shown": shown, "subject": subject, "guarded": guarded}


def _contains(left: Any, right: Any) -> bool:
    return left in right


_IMMUTABLE = frozenset({TypeKind.SCALAR, TypeKind.PLAIN, TypeKind.SIMULATED, TypeKind.CODE})
