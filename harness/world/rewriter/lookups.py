"""Attributes that a function of C looks up by name: the fields of a template for ``str.format``, ``attrgetter``."""

from __future__ import annotations

from _string import formatter_field_name_split, formatter_parser  # type: ignore[import-not-found]  # typeshed has no stub of it
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Any

from ...common.kinds import plain
from ..model.reach import Location, fields_of
from ..model.types import TypeKind
from .announcer import Announcer
from .special import is_namespace

MOST_NESTED = 2
"""A template may contain templates as format specifications, and these contain none."""


def looked_up(announcer: Announcer, target: Any, names: list[str]) -> list[Location]:
    """Return what a lookup of one attribute after another reads; what it may run besides is admitted.

    Args:
        announcer: admits.
        target: the object where the lookup begins.
        names: the attributes.
    """
    found: list[Location] = []
    for number, name in enumerate(names):
        whole = announcer.kind(target) in (TypeKind.CONTAINER, TypeKind.ITERATOR)
        found.append((name, None) if type(target) is ModuleType else (target, None if whole else name))
        own = fields_of(target)
        last = number == len(names) - 1
        if name.startswith("_") or (name not in own and not last) or is_namespace(target, name):
            announcer.admit(f"the lookup of the attribute {name} by a function of C")
            break
        target = own.get(name)
    return found


def template_reads(
    announcer: Announcer, template: Any, args: tuple[Any, ...], words: Mapping[str, Any], depth: int = MOST_NESTED
) -> list[Location]:
    """Return what ``str.format`` reads of its arguments because the template says so, such as ``{0.name}``.

    Args:
        announcer: admits what cannot be told.
        template: the text.
        args: the arguments by position.
        words: the arguments by keyword.
        depth: how many templates within templates there may be.
    """
    found: list[Location] = []
    for number, (name, spec) in enumerate(_fields(template)):
        first, rest = formatter_field_name_split(name)
        parts = list(rest)
        if any(is_attribute for is_attribute, _ in parts):
            key = number if first == "" else first
            target = args[key] if isinstance(key, int) and key < len(args) else words.get(str(key))
            if target is not None and all(is_attribute for is_attribute, _ in parts):
                found += looked_up(announcer, target, [str(part) for _, part in parts])
            else:
                announcer.admit(f"the lookup of {name} by str.format()")
        if depth and spec:
            found += template_reads(announcer, spec, args, words, depth - 1)
    return found


def _fields(template: Any) -> Iterator[tuple[str, str]]:
    """Generate the name and the specification of each field; none of a wrong template, which str.format() refuses."""
    try:
        for _, name, spec, _ in formatter_parser(template):
            if name is not None:
                yield name, spec or ""
    except (TypeError, ValueError):
        return


def attribute_getter(function: Any, announcer: Announcer) -> Callable[[Any], Any]:
    """Return the function that calls an ``operator.attrgetter``, announced.

    Args:
        function: the ``attrgetter``.
        announcer: announces what it looks up.
    """
    _, paths = function.__reduce__()

    def call(target: Any, /) -> Any:
        announcer.step([one for path in paths for one in looked_up(announcer, target, plain(path).split("."))])
        return function(target)

    return call
