"""Locations with numbers of their own, and the objects of operations by which an access is translated."""

from __future__ import annotations

from collections import deque
from typing import Any

from ...common.kinds import bases_of, own_fields, space_of

NOBODY = -2
"""The number of no thread."""
NUMBERS = -2
"""The location of the counter that numbers threads."""
LIVES = -3
"""The location of whether thread 0 is alive; that of thread N is ``LIVES - N``."""
RETURNS = -1_000_000
"""The location of the returns of the first thread of a workload; that of the one after N others is ``RETURNS - N``."""
BUILTIN_CONTAINERS = frozenset({list, dict, set, deque, bytearray})
"""Types of which an operation is always one access to the whole object; a subclass could be anything."""
LISTINGS = frozenset({"threading.active_count()", "threading.enumerate()"})
"""Operations that read the list of the threads that are alive."""
OF_STARTED = frozenset({"ident", "native_id", "daemon"})
"""Fields of a ``threading.Thread`` that tell, or depend on, whether it has been started."""


def looked_through(obj: Any, field: str) -> list[type]:
    """Return the classes in which a field is looked up where the object itself lacks it, up to the one that has it."""
    if field in own_fields(obj):
        return []
    kinds = bases_of(obj)[1:] if issubclass(type(obj), type) else bases_of(type(obj))
    last = next((number for number, kind in enumerate(kinds) if field in space_of(kind)), len(kinds))
    return list(kinds[: last + 1])
