"""Calls of methods of C that read or write a field, such as ``object.__setattr__(target, name, value)``.

They are the long form of an attribute, and so they are announced as that is. Where it is not known what they reach, the
announcer admits it.
"""

from __future__ import annotations

import sys
from types import CellType, FunctionType, GetSetDescriptorType, MemberDescriptorType, MethodType
from typing import Any

from ...common.kinds import full_name, is_a, module_of, own_fields, plain, slot_of
from ...trace import READ, WRITE
from ..model.types import TypeKind
from .announcer import Announcer
from .c_callables import METHODS
from .special import assigned
from .syntax import is_special

FIELD_METHODS = {"__setattr__": WRITE, "__delattr__": WRITE, "__getattribute__": READ}
"""Methods that take the name of a field, with what they do to it."""
DESCRIPTOR_METHODS = {"__set__": "__setattr__", "__delete__": "__delattr__", "__get__": "__getattribute__"}
"""Methods of a descriptor, and the methods of ``FIELD_METHODS`` that do the same."""
_FIELDS = (MemberDescriptorType, GetSetDescriptorType)
_BINDING = (FunctionType, MethodType, classmethod, staticmethod, *METHODS)
"""Descriptors that do nothing but bind a function."""
_KNOWN = frozenset({TypeKind.PLAIN, TypeKind.CODE, TypeKind.SIMULATED})
"""Kinds of objects whose fields have locations of their own."""


def field_method(announcer: Announcer, receiver: Any, name: str, args: tuple[Any, ...]) -> None:
    """Announce the call of a method of ``FIELD_METHODS`` or ``DESCRIPTOR_METHODS``.

    Args:
        announcer: announces it.
        receiver: the object whose field it is, or the descriptor.
        name: of the method.
        args: what is passed.
    """
    kind = type(receiver)
    if name in FIELD_METHODS:
        _access(announcer, receiver, name, args)
    elif kind in _FIELDS and args:
        _access(announcer, args[0], DESCRIPTOR_METHODS[name], (receiver.__name__,))
    elif not issubclass(kind, _BINDING):
        announcer.admit(f"{full_name(kind)}.{name}()")


def _access(announcer: Announcer, target: Any, name: str, args: tuple[Any, ...]) -> None:
    kind, does = type(target), FIELD_METHODS[name]
    if not args or not is_a(args[0], str):
        return
    field = plain(args[0])
    if issubclass(kind, BaseException):
        announcer.point(does, target, None)
    elif does == WRITE and is_special(field):
        assigned(announcer, target, field)
    else:
        announcer.point(does, target, field)
    unknown = kind is CellType or issubclass(kind, BaseException) or announcer.kind(target) not in _KNOWN
    if unknown or announcer.other_names.written(kind, field):
        announcer.admit(f"{full_name(kind)}.{name}()")


def has_own_field(target: Any, name: str) -> bool:
    """True when an object of a class of the program has an attribute of its own with this name already."""
    if module_of(type(target)).partition(".")[0] in sys.stdlib_module_names:
        return False
    if name in own_fields(target):
        return True
    slot = slot_of(type(target), name)
    if slot is None:
        return False
    try:
        slot.__get__(target)
    except AttributeError:  # nothing has been put there yet
        return False
    return True
