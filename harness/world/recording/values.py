"""The values of fields, variables and containers at the moment of an access, and their text in a report.

No code of the program runs for it: no ``__repr__``, no property, no ``__getattr__``.
"""

from __future__ import annotations

import sys
from collections import deque
from itertools import islice
from types import FrameType, MemberDescriptorType
from typing import Any

from ...common.kinds import bases_of, class_has, module_of, name_of, own_fields, space_of
from ..rewriter import runtime
from .object_registry import OPTIMIZED, clear_variables

WIDEST = 24
"""Characters of a value's text."""
MOST_ITEMS = 6
"""Items of a container that are shown."""
MOST_SORTED = 100
"""Items of a set that is shown; those of a larger one are not."""
DEEPEST = 2
"""Levels of nested containers that are shown."""
UNKNOWN = object()
"""Stands for a value that is not known, such as that of a property, which only the program's code could tell."""
BRACKETS: dict[type, tuple[str, str]] = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    set: ("{", "}"),
    dict: ("{", "}"),
    deque: ("deque([", "])"),
}
MOST_FRAMES = 4
"""Frames between a recorder and the runtime's function that announces an access to a variable."""


def field_value(obj: Any, field: str) -> Any:
    """Return a field's value; a property is not read, because that would run code of the program."""
    own = own_fields(obj)
    if field in own:
        return own[field]
    for kind in bases_of(type(obj)):
        if field in space_of(kind):
            value = space_of(kind)[field]
            if type(value) is MemberDescriptorType:  # one of __slots__
                return _slot(value, obj)
            return UNKNOWN if class_has(type(value), "__get__") else value
    return UNKNOWN


def _slot(slot: MemberDescriptorType, obj: Any) -> Any:
    try:
        return slot.__get__(obj)
    except AttributeError:
        return UNKNOWN


def variable_value(frame: FrameType | None) -> Any:
    """Return the value that a global or closure variable has when it is read, or gets when it is assigned to.

    Such an access is announced by the variable's name alone, so the value is looked up in the frames on the stack: the
    function of the runtime that announces the access, and below it the code of the program.

    Args:
        frame: of the recorder.
    """
    for _ in range(MOST_FRAMES):
        if frame is None:
            break
        code = frame.f_code
        if code.co_filename == runtime.__file__:
            if code.co_name == "assign":
                return _local(frame, "value")
            if code.co_name == "load" and frame.f_back is not None:
                return _read(frame.f_back, _local(frame, "name"))
            break
        frame = frame.f_back
    return UNKNOWN


def _read(frame: FrameType, name: str) -> Any:
    code = frame.f_code
    if name in code.co_freevars or name in code.co_cellvars or name in code.co_varnames:
        return _local(frame, name)
    return frame.f_globals.get(name, UNKNOWN)


def _local(frame: FrameType, name: str) -> Any:
    found = frame.f_locals
    value = found.get(name, UNKNOWN)
    if sys.version_info < (3, 13) and frame.f_code.co_flags & OPTIMIZED:
        clear_variables(frame, found)  # a copy, which the frame would keep alive
    return value


def content(value: Any) -> str | None:
    """Return the items of a container as text; None of any other object, and of a class that the program derives."""
    return shown(value) if type(value) in BRACKETS else None


def shown(value: Any, depth: int = 0) -> str:
    """Return a value as text for a report, shortened, without calling a ``__repr__`` of the program."""
    # not isinstance(), which asks a value that is none of them for its __class__, and so runs code of the program
    if issubclass(type(value), int | float | str | bytes | bool | type(None)):
        text = repr(value) if module_of(type(value)) == "builtins" else f"<{name_of(type(value))}>"
    elif type(value) is set:
        text = _shown_set(value, depth)
    elif type(value) in BRACKETS and depth < DEEPEST:
        left, right = BRACKETS[type(value)]
        if type(value) is dict:  # not by looking the keys up, which may run a __hash__ of the program
            pairs = islice(value.items(), MOST_ITEMS)
            items = [f"{shown(key, depth + 1)}: {shown(one, depth + 1)}" for key, one in pairs]
        else:
            items = [shown(one, depth + 1) for one in islice(value, MOST_ITEMS)]
        text = left + ", ".join(items) + (", …" if len(value) > MOST_ITEMS else "") + right
    elif issubclass(type(value), type):
        text = name_of(value)
    else:
        text = f"<{name_of(type(value))}>"
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _shown_set(value: set[Any], depth: int) -> str:
    """Return a set as text, its items in the order of their texts: that of the set depends on the hash seed."""
    if not value:
        return "set()"
    if len(value) > MOST_SORTED or depth >= DEEPEST:
        return "<set>"
    items = sorted(shown(one, depth + 1) for one in value)
    return "{" + ", ".join(items[:MOST_ITEMS]) + (", …" if len(value) > MOST_ITEMS else "") + "}"


def object_class(value: Any, depth: int = 0) -> str:
    """Return the class of a value that has no text of its own; of a container, that of its first such item; else ""."""
    if issubclass(type(value), int | float | str | bytes | bool | type(None)):
        return "" if module_of(type(value)) == "builtins" else name_of(type(value))
    if type(value) in BRACKETS and depth < DEEPEST:
        items = list(islice(value, MOST_ITEMS))
        if type(value) is dict:
            items = [one for pair in list(islice(value.items(), MOST_ITEMS)) for one in pair]
        return next((found for one in items if (found := object_class(one, depth + 1))), "")
    return "" if issubclass(type(value), type) else name_of(type(value))
