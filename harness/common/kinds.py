"""Looks at a value of the program without running a line of the program.

``isinstance()`` asks a value for its ``__class__``, ``hasattr()`` and ``getattr()`` call a ``__getattribute__`` or a
property, and even ``kind.__mro__`` and ``kind.__name__`` call the ``__getattribute__`` of a metaclass. The functions of
this file read the same from where the interpreter keeps it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import GetSetDescriptorType, MemberDescriptorType, ModuleType, TracebackType, WrapperDescriptorType
from typing import Any, TypeGuard, TypeVar

from .referents import refers_to_dict

T = TypeVar("T")
MISSING: Any = object()
"""Stands for an attribute that there is not."""

_DESCRIPTORS = type.__dict__
_bases = _DESCRIPTORS["__mro__"].__get__
_parents = _DESCRIPTORS["__bases__"].__get__
_space = _DESCRIPTORS["__dict__"].__get__
_flags = _DESCRIPTORS["__flags__"].__get__
_offset = _DESCRIPTORS["__dictoffset__"].__get__
_module = _DESCRIPTORS["__module__"].__get__
_name = _DESCRIPTORS["__name__"].__get__
_qualname = _DESCRIPTORS["__qualname__"].__get__
_traceback = BaseException.__dict__["__traceback__"].__get__
_get = object.__getattribute__
_PLAIN: Any = object.__getattribute__
_odd: list[bool] = []
"""Not empty once there was a text of a derived class, which may then be the name of a field, too."""
_BY_C = frozenset({GetSetDescriptorType, MemberDescriptorType})
"""Types of descriptors that C defines, and that read a field without calling anything."""
_ALWAYS_WITH_DICT = (type, ModuleType)
"""Types whose objects are created together with their ``__dict__``."""
_INLINE_VALUES, _MANAGED_DICT, _HEAP, _COLLECTED = 1 << 2, 1 << 4, 1 << 9, 1 << 14
"""Flags of a class: Py_TPFLAGS_INLINE_VALUES (since 3.13), _MANAGED_DICT, _HEAPTYPE and _HAVE_GC."""


def is_a(value: object, kind: type[T] | tuple[type[T], ...]) -> TypeGuard[T]:
    """True for an instance of a class; what the value says of its class itself does not count."""
    return issubclass(type(value), kind)


def plain(text: str) -> str:
    """Return a text as a ``str``, also of a class derived from it, which may compare and hash texts in another way."""
    if type(text) is str:
        return text
    _odd.append(True)
    _odd[1:] = []
    return str.__str__(text)


def bases_of(kind: type) -> tuple[type, ...]:
    """Return the classes in which attributes are looked up, the class itself first."""
    found: tuple[type, ...] = _bases(kind)
    return found


def parents_of(kind: type) -> tuple[type, ...]:
    """Return the classes that a class is derived from directly."""
    found: tuple[type, ...] = _parents(kind)
    return found


def flags_of(kind: type) -> int:
    """Return the flags of a class, as ``Py_TPFLAGS``."""
    found: int = _flags(kind)
    return found


def space_of(kind: type) -> Mapping[str, Any]:
    """Return the attributes that a class has itself."""
    found: Mapping[str, Any] = _space(kind)
    return found


def name_of(kind: type) -> str:
    """Return the name of a class."""
    return plain(_name(kind))


def qualname_of(kind: type) -> str:
    """Return the qualified name of a class."""
    return plain(_qualname(kind))


def module_of(kind: type) -> str:
    """Return the name of a class's module; "" if the class says something else there."""
    try:
        found = _module(kind)
    except AttributeError:  # it has been deleted
        return ""
    return plain(found) if issubclass(type(found), str) else ""


def full_name(kind: type) -> str:
    """Return the name of a class with that of its module."""
    return f"{module_of(kind)}.{qualname_of(kind)}"


def of_class(kind: type, name: str, default: Any = None) -> Any:
    """Return what a class, or the first of its bases that has such an attribute, keeps under a name.

    Args:
        kind: the class.
        name: of the attribute.
        default: returned if there is none.
    """
    for one in _bases(kind):
        found = _space(one).get(name, MISSING)
        if found is not MISSING:
            return found
    return default


def class_has(kind: type, name: str) -> bool:
    """True if a class has an attribute."""
    if type(kind) is type:  # no metaclass of the program is asked, and no instance
        return hasattr(kind, name)
    return of_class(kind, name, MISSING) is not MISSING


def own_fields(value: Any) -> Mapping[str, Any]:
    """Return the fields that an object keeps in its ``__dict__``; none of one that hides them behind an own one.

    An object that has no ``__dict__`` yet gets none. With one, Python hashes each name that it looks up in the object,
    and that is the program's code where the name is of a class derived from ``str``.
    """
    kind = type(value)
    bases = _bases(kind)
    for one in bases:
        found = _space(one).get("__dict__")
        if found is not None:
            if type(found) not in _BY_C:
                continue
            if not _has_inline_values(kind, bases) and _lacks_dict(kind, value):
                return {}
            try:
                own = found.__get__(value)
            except (AttributeError, TypeError):
                return {}
            if not _odd or own is None or all(type(name) is str for name in own):
                return own if own is not None else {}
            return {plain(name): one for name, one in own.items() if issubclass(type(name), str)}
    return {}


def _has_inline_values(kind: type, bases: tuple[type, ...]) -> bool:
    """True for a class whose instances keep their fields without a ``__dict__``, until one is read."""
    if sys.version_info >= (3, 13):
        return bool(_flags(kind) & _INLINE_VALUES)
    # before 3.13, object.__new__ alone makes such instances
    if not _flags(kind) & _MANAGED_DICT:
        return False
    for base in bases[1:-1]:  # noqa: SIM110 - a generator takes twice the time of a short loop
        if not _flags(base) & _HEAP:
            return False
    return True


def _lacks_dict(kind: type, value: Any) -> bool:
    """True for an object that certainly has no ``__dict__`` yet: its class has a place for one, and it holds no dict.

    Nothing tells a ``__dict__`` from a dict that is an element or in a slot; an object with such a dict may have one.
    """
    if not _offset(kind) or not _flags(kind) & _COLLECTED or issubclass(kind, _ALWAYS_WITH_DICT):
        return False
    return not refers_to_dict(value)


def hides_fields(kind: type) -> bool:
    """True for a class whose instances keep fields that are not seen behind a ``__dict__`` of the program's."""
    return bool(_offset(kind)) and not any(type(_space(one).get("__dict__")) in _BY_C for one in _bases(kind))


def slots_of(kind: type) -> Mapping[str, Any]:
    """Return the descriptors of the ``__slots__`` of a class and its bases, by the names of the fields."""
    return {
        name: found
        for one in _bases(kind)
        if "__slots__" in _space(one)
        for name, found in _space(one).items()
        if type(found) is MemberDescriptorType
    }


def slot_of(kind: type, name: str) -> Any:
    """Return the descriptor that ``slots_of`` has under a name, or None."""
    slot = None
    for one in _bases(kind):
        space = _space(one)
        if "__slots__" in space and type(found := space.get(name)) is MemberDescriptorType:
            slot = found
    return slot


def held_by(value: Any, name: str, default: Any = None) -> Any:
    """Return what an object keeps under a name, itself or in its class; of a property, the property.

    Args:
        value: the object.
        name: of the field.
        default: returned if there is none.
    """
    kind = type(value)
    # the most frequent case by far; object.__getattribute__ calls nothing but what a class has under this name
    if type(kind) is type and kind.__getattribute__ is _PLAIN and not hasattr(kind, name):
        try:
            return _get(value, name)
        except AttributeError:
            return default
    found = of_class(kind, name, MISSING)
    if type(found) in _BY_C:
        try:
            return found.__get__(value)
        except (AttributeError, TypeError):
            return default
    own = own_fields(value).get(name, MISSING)
    if own is not MISSING:
        return own
    return default if found is MISSING else found


def has(value: Any, name: str) -> bool:
    """True if an object, or its class, keeps something under a name."""
    return held_by(value, name, MISSING) is not MISSING


def traceback_of(error: BaseException) -> TracebackType | None:
    """Return the traceback of an exception."""
    found: TracebackType | None = _traceback(error)
    return found


def computes_attributes(kind: type) -> bool:
    """True for a class with a ``__getattr__`` or ``__getattribute__`` in Python."""
    found = (_space(one).get(name) for one in _bases(kind) for name in ("__getattribute__", "__getattr__"))
    return any(one is not None and type(one) is not WrapperDescriptorType for one in found)
