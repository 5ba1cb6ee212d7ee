"""Records as JSON: dataclasses turned into plain data and back, with every type checked.

The processes of the harness exchange records this way, and not by pickle: the process that runs untrusted code must
not be able to make its parent run anything.

A field whose type is a union of dataclasses is written with a key ``"kind"``, the name of the class:

    >>> encode(Note(facts=LateLock(line=3)))
    {'facts': {'kind': 'LateLock', 'line': 3}}

The functions for a class are made when the class is first met, out of closures: a library that generates their code
takes as long for that as the first kata's clause takes to be explored.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")
Hook = Callable[[Any], Any]
"""Makes data from a value, or a value from data."""
KIND = "kind"
"""The key that names the class where a field's type is a union of dataclasses."""
PLAIN = (str, int, bool, float, types.NoneType)
"""The types of values that are the same as data."""
LONGEST = 100
"""Characters of a misfit value that are shown."""


class MisfitError(ValueError):
    """Data that is not the record it should be: a missing or unknown key, or a value of another type."""


def encode(record: Any) -> dict[str, Any]:
    """Return a dataclass as data that ``json.dumps`` accepts."""
    data: dict[str, Any] = _record_encoder(record.__class__)(record)
    return data


def decode(kind: type[T], data: Any) -> T:
    """Return the record that ``encode`` made data of.

    Args:
        kind: the record's class.
        data: as from ``json.loads``.

    Raises:
        MisfitError: the data is not such a record.
    """
    try:
        record: T = _record_decoder(typing.cast(Any, kind))(data)
        return record
    except MisfitError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise MisfitError(f"this is no {kind.__name__}: {type(error).__name__}: {error}") from error


def prepare(encoded: Iterable[type] = (), decoded: Iterable[type] = ()) -> None:
    """Make the functions for these classes now.

    A worker does so before it loads code under test: annotations are compiled for that, and from then on nothing may
    be, and the builtins may be others.

    Args:
        encoded: classes of records that will be encoded.
        decoded: classes of records that will be decoded.
    """
    for kind in encoded:
        _record_encoder(kind)
    for kind in decoded:
        _record_decoder(kind)


@cache
def _types(kind: Any) -> dict[str, Any]:
    """Return the types of a dataclass's fields by their names."""
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and is_dataclass(kind)


def _is_union(kind: Any) -> bool:
    return typing.get_origin(kind) in (typing.Union, types.UnionType)


def _members(union: Any) -> tuple[dict[str, type], tuple[Any, ...]]:
    """Return the dataclasses of a union by name, and its other members."""
    members = [one for one in typing.get_args(union) if one is not types.NoneType]
    records = {one.__name__: one for one in members if _is_record(one)}
    taken = [name for name, one in records.items() if KIND in _types(one)]
    if len(records) > 1 and taken:
        raise TypeError(f"{taken[0]} is part of a union, so no field of it can be called {KIND!r}")
    return records, tuple(one for one in members if not _is_record(one))


# -- from a value to data ----------------------------------------------------------------------------------------
# What these functions return calls no builtin function by its name, which the code under test may have replaced.


def _encoder(kind: Any) -> Hook | None:
    """Return the function that makes data of a value of a type; None if the value is the data."""
    if kind in PLAIN or kind is Any:  # of which the sender knows that it is data
        return None
    if _is_record(kind):
        return _record_encoder(kind)
    if _is_union(kind):
        return _union_encoder(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return attrgetter("_value_")
    if typing.get_origin(kind) in (list, tuple):
        return _sequence_encoder(kind)
    if typing.get_origin(kind) is dict and not any(_encoder(one) for one in typing.get_args(kind)):
        return None
    raise TypeError(f"a record cannot have a field of type {kind}")


@cache
def _record_encoder(kind: Any) -> Hook:
    names = tuple(_types(kind))
    hooks = [(name, hook) for name, one in _types(kind).items() if (hook := _encoder(one)) is not None]
    values, make, pairs = _field_values(names), dict, zip

    def encode_record(record: Any) -> Any:
        data = make(pairs(names, values(record)))
        for name, hook in hooks:
            data[name] = hook(data[name])
        return data

    return encode_record


def _field_values(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """Return a function that reads attributes of an object; ``attrgetter`` gives a tuple only of several."""
    if len(names) > 1:
        return attrgetter(*names)
    getters = [attrgetter(name) for name in names]
    return lambda record: (*[get(record) for get in getters],)


def _sequence_encoder(kind: Any) -> Hook:
    items = [_encoder(one) for one in typing.get_args(kind) if one is not ...]
    hook = items[0]
    if hook is None:
        return lambda values: [*values]
    if any(one is not hook for one in items):
        raise TypeError(f"the items of a tuple must all be of one type, or be plain: {kind}")
    return lambda values: [hook(one) for one in values]


def _union_encoder(union: Any) -> Hook | None:
    records, others = _members(union)
    if not records:
        hooks = [hook for one in others if (hook := _encoder(one)) is not None]
        if len(others) > 1 and hooks:
            raise TypeError(f"the members of a union must be records, or plain: {union}")
        return _optional(hooks[0]) if hooks else None
    encoders = {one: _record_encoder(one) for one in records.values()}
    if len(records) == 1 and not others:
        return _optional(next(iter(encoders.values())))
    named = {one: name for name, one in records.items()} if len(records) > 1 else {}

    def encode_member(value: Any) -> Any:
        kind = value.__class__
        if kind not in encoders:
            return value
        data = encoders[kind](value)
        return {KIND: named[kind], **data} if named else data

    return encode_member


def _optional(hook: Hook) -> Hook:
    return lambda value: None if value is None else hook(value)


# -- from data to a value ----------------------------------------------------------------------------------------


def _decoder(kind: Any) -> Hook:
    """Return the function that makes a value of a type from data."""
    if kind in PLAIN:
        return _exactly(kind)
    if kind is Any:
        return lambda data: data
    if _is_record(kind):
        return _record_decoder(kind)
    if _is_union(kind):
        return _union_decoder(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if typing.get_origin(kind) in (list, tuple):
        return _sequence_decoder(kind)
    if typing.get_origin(kind) is dict:
        return _dict_decoder(kind)
    raise TypeError(f"a record cannot have a field of type {kind}")


@cache
def _record_decoder(kind: Any) -> Hook:
    hooks = [(name, _decoder(one)) for name, one in _types(kind).items()]
    names = frozenset(_types(kind))

    def decode_record(data: Any) -> Any:
        if type(data) is not dict or data.keys() != names:
            raise MisfitError(f"{_shown(data)} is no {kind.__name__}")
        return kind(**{name: hook(data[name]) for name, hook in hooks})

    return decode_record


@cache
def _exactly(kind: type) -> Hook:
    """Return a check that lets a value of one type pass, and no other: ``int("3")`` would hide a mistake."""

    def check(value: Any) -> Any:
        if type(value) is kind:
            return value
        if kind is float and type(value) is int:
            return float(value)
        raise MisfitError(f"{_shown(value)} is no {kind.__name__}")

    return check


def _sequence_decoder(kind: Any) -> Hook:
    """Return the decoder of ``list[X]``, ``tuple[X, ...]`` or ``tuple[X, Y]``; a text is iterable, too, and refused."""
    make, items = typing.get_origin(kind), typing.get_args(kind)
    if make is tuple and items[1:] != (...,):
        return _tuple_decoder([_decoder(one) for one in items])
    hook = _decoder(items[0])

    def decode_sequence(data: Any) -> Any:
        if type(data) is not list and type(data) is not tuple:
            raise MisfitError(f"{_shown(data)} is no list")
        return make([hook(one) for one in data])

    return decode_sequence


def _tuple_decoder(hooks: list[Hook]) -> Hook:
    def decode_tuple(data: Any) -> Any:
        if type(data) not in (list, tuple) or len(data) != len(hooks):
            raise MisfitError(f"{_shown(data)} is no list of {len(hooks)}")
        return tuple([hook(one) for hook, one in zip(hooks, data, strict=True)])

    return decode_tuple


def _dict_decoder(kind: Any) -> Hook:
    key_hook, value_hook = (_decoder(one) for one in typing.get_args(kind))

    def decode_dict(data: Any) -> Any:
        if type(data) is not dict:
            raise MisfitError(f"{_shown(data)} is no dict")
        return {key_hook(key): value_hook(value) for key, value in data.items()}

    return decode_dict


def _union_decoder(union: Any) -> Hook:
    records, others = _members(union)
    optional = types.NoneType in typing.get_args(union)
    hooks = {name: _record_decoder(one) for name, one in records.items()}
    if len(records) + len(others) == 1:
        return _optional(_decoder(next(iter((*records.values(), *others)))))

    def decode_member(data: Any) -> Any:
        if data is None and optional:
            return None
        if type(data) is dict and len(records) == 1:
            return next(iter(hooks.values()))(data)
        if type(data) is dict and data.get(KIND) in records:
            return hooks[data[KIND]]({key: value for key, value in data.items() if key != KIND})
        if type(data) in others:
            return data
        raise MisfitError(f"{_shown(data)} is none of {', '.join([*records, *(str(one) for one in others)])}")

    return decode_member


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
