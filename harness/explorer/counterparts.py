"""The counterparts of an operation in a program that has been edited: other names, and other occurrences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ..anchor import NamedOperation

MOST_ATTEMPTS = 60
"""Executions that look for the counterparts of renamed and shifted operations."""
SHIFTS = (1, 2, -1)
"""By how many occurrences an edit is taken to have moved an operation."""


def renamings(
    wanted: NamedOperation, found: Iterable[NamedOperation], kept: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield what may have been renamed: the old name and the new one of an object or of a function.

    Args:
        wanted: the operation without a counterpart, under the names that are assumed so far.
        found: operations of the edited program that might be it.
        kept: names that other operations still have, so that nothing has been renamed to them.
    """
    for one in dict.fromkeys(found):
        if one.function == wanted.function and one.label != wanted.label and one.label not in kept:
            yield wanted.label, one.label
        if one.label == wanted.label and one.function != wanted.function and one.function not in kept:
            yield wanted.function, one.function
