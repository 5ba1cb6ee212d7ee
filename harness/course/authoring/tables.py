"""The tables of an author's TOML file about a kata, such as its promises or its equivalent mutants."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from ...errors import UsageError
from ..content.catalogue import Kata

T = TypeVar("T")


def tables(kata: Kata, path: Path, name: str, read: Callable[[Any, str], T]) -> list[T]:
    """Return what each table of one name says; nothing if there is no such file.

    Args:
        kata: the kata.
        path: the file.
        name: of the tables.
        read: reads one of them, given the words that name it in a message.

    Raises:
        UsageError: the file cannot be read.
    """
    if not path.is_file():
        return []
    file = path.relative_to(kata.root).as_posix()
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get(name, [])
    except (OSError, ValueError) as error:
        raise UsageError(f"{file} cannot be read: {error}") from None
    return [read(table, f"{file}, table {number}") for number, table in enumerate(found, 1)]
