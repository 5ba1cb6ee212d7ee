"""Records as JSON: dataclasses turned into plain data and back, with every type checked.

The processes of the harness exchange records this way, and not by pickle: the process that runs untrusted code must
not be able to make its parent run anything.

A field whose type is a union of dataclasses is written with a key ``"kind"``, the name of the class:

    >>> encode(Note(facts=LateLock(line=3)))
    {'facts': {'kind': 'LateLock', 'line': 3}}

cattrs generates a function for each class when the class is first met. It is imported only then, because it takes as
long as starting the interpreter twice.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from enum import IntEnum, StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from cattrs import Converter

T = TypeVar("T")
Hook = Callable[[Any, Any], Any]
"""Makes a value from data and a type."""
KIND = "kind"
"""The key that names the class where a field's type is a union of dataclasses."""
LONGEST = 100
"""Characters of a misfit value that are shown."""


class MisfitError(ValueError):
    """Data that is not the record it should be: a missing or unknown key, or a value of another type."""


def encode(record: Any) -> dict[str, Any]:
    """Return a dataclass as data that ``json.dumps`` accepts."""
    data: dict[str, Any] = _encoder(record.__class__)(record)
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
        record: T = _decoder(typing.cast(Any, kind))(data, kind)
        return record
    except MisfitError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise MisfitError(f"this is no {kind.__name__}: {type(error).__name__}: {error}") from error


def prepare(encoded: Iterable[type] = (), decoded: Iterable[type] = ()) -> None:
    """Generate the functions for these classes now.

    A worker does so before it loads code under test: from then on nothing may be compiled, and no module
    leads to what was generated.

    Args:
        encoded: classes of records that will be encoded.
        decoded: classes of records that will be decoded.
    """
    for kind in encoded:
        _encoder(kind)
    for kind in decoded:
        _decoder(kind)


@cache
def _encoder(kind: Any) -> Callable[[Any], Any]:
    """Return the generated function that encodes a class.

    It is kept here, because the converter's own cache is emptied at times: it would then generate the function anew, in
    a worker whose builtins the code under test may have replaced.
    """
    return _converter().get_unstructure_hook(kind)


@cache
def _decoder(kind: Any) -> Hook:
    """Return the generated function that decodes a class; it is kept as an encoder is."""
    return _converter().get_structure_hook(kind)


@cache
def _converter() -> Converter:
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

    # without detailed validation the generated functions have no try statement for each field
    converter = Converter(detailed_validation=False)

    def structure_record(kind: type) -> Hook:
        generated: Hook = make_dict_structure_fn(kind, converter, _cattrs_detailed_validation=False)
        names = frozenset(field.name for field in fields(kind))

        def structure(data: Any, _: Any) -> Any:
            # cattrs would fill a missing key with the field's default
            if type(data) is not dict or data.keys() != names:
                raise MisfitError(f"{_shown(data)} is no {kind.__name__}")
            return generated(data, kind)

        return structure

    def unstructure_record(kind: type) -> Callable[[Any], Any]:
        return make_dict_unstructure_fn(kind, converter)

    converter.register_structure_hook_factory(_is_record, structure_record)
    converter.register_unstructure_hook_factory(_is_record, unstructure_record)
    for kind in (str, int, bool, float):
        converter.register_structure_hook(kind, _exactly(kind))
    for enumeration in (StrEnum, IntEnum):  # else the hook for str would be the one for a verdict
        converter.register_structure_hook(enumeration, lambda value, kind: kind(value))
    converter.register_structure_hook_factory(_is_sequence, lambda kind: _sequence(converter, kind))
    converter.register_structure_hook_factory(_is_union, lambda union: _structure_union(converter, union))
    converter.register_unstructure_hook_factory(_is_union, lambda union: _unstructure_union(converter, union))
    return converter


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and is_dataclass(kind)


def _is_union(kind: Any) -> bool:
    return typing.get_origin(kind) in (typing.Union, types.UnionType)


def _is_sequence(kind: Any) -> bool:
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    return origin is list or (origin is tuple and args[1:] == (...,))


def _exactly(kind: type) -> Hook:
    """Return a check that lets a value of one type pass, and no other: ``int("3")`` would hide a mistake."""
    if kind is float:

        def number(value: Any, _: Any) -> Any:
            if type(value) is float:
                return value
            if type(value) is int:
                return float(value)
            raise MisfitError(f"{_shown(value)} is no float")

        return number

    def check(value: Any, _: Any) -> Any:
        if type(value) is kind:
            return value
        raise MisfitError(f"{_shown(value)} is no {kind.__name__}")

    return check


def _sequence(converter: Converter, kind: Any) -> Hook:
    """Return the hook for ``list[X]`` and ``tuple[X, ...]``; a text is iterable, too, and is refused."""
    make, item = typing.get_origin(kind), typing.get_args(kind)[0]
    hook = converter.get_structure_hook(item)

    def structure(data: Any, _: Any) -> Any:
        if type(data) is not list and type(data) is not tuple:
            raise MisfitError(f"{_shown(data)} is no list")
        return make([hook(one, item) for one in data])

    return structure


def _members(union: Any) -> tuple[dict[str, type], tuple[Any, ...]]:
    """Return the dataclasses of a union by name, and its other members."""
    members = [one for one in typing.get_args(union) if one is not types.NoneType]
    records = {one.__name__: one for one in members if _is_record(one)}
    taken = [name for name, one in records.items() if KIND in {field.name for field in fields(one)}]
    if len(records) > 1 and taken:
        raise TypeError(f"{taken[0]} is part of a union, so no field of it can be called {KIND!r}")
    return records, tuple(one for one in members if not _is_record(one))


def _structure_union(converter: Converter, union: Any) -> Hook:
    records, others = _members(union)
    optional = types.NoneType in typing.get_args(union)
    hooks = {name: converter.get_structure_hook(one) for name, one in records.items()}
    if len(records) + len(others) == 1:
        member: Any = next(iter((*records.values(), *others)))
        hook = converter.get_structure_hook(member)
        return lambda data, _: None if data is None else hook(data, member)

    def structure(data: Any, _: Any) -> Any:
        if data is None and optional:
            return None
        if type(data) is dict and len(records) == 1:
            [name] = records
            return hooks[name](data, records[name])
        if type(data) is dict and data.get(KIND) in records:
            name = data[KIND]
            return hooks[name]({key: value for key, value in data.items() if key != KIND}, records[name])
        if type(data) in others:
            return data
        raise MisfitError(f"{_shown(data)} is none of {', '.join([*records, *(str(one) for one in others)])}")

    return structure


def _unstructure_union(converter: Converter, union: Any) -> Callable[[Any], Any]:
    records, others = _members(union)
    hooks = {one: converter.get_unstructure_hook(one) for one in records.values()}
    if len(records) + len(others) == 1:
        member: Any = next(iter((*records.values(), *others)))
        hook = converter.get_unstructure_hook(member)
        return lambda value: None if value is None else hook(value)

    named = len(records) > 1

    def unstructure(value: Any) -> Any:
        hook = hooks.get(value.__class__)
        if hook is None:
            return value
        return {KIND: value.__class__.__name__, **hook(value)} if named else hook(value)

    return unstructure


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
