"""Trying out what would happen, and then restoring what was known before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def preserved(*parts: Any) -> Iterator[None]:
    """Restore all attributes of some objects when the context ends.

    Args:
        parts: objects of classes with slots.
    """
    kept = [(part, {name: getattr(part, name) for name in part.__slots__}) for part in parts]
    try:
        yield
    finally:
        for part, values in kept:
            for name, value in values.items():
                setattr(part, name, value)
