"""The hints for a failure, in three levels: ``harness/course/hints/NAME.toml``, with one table for each verdict."""

from __future__ import annotations

import tomllib
from textwrap import fill

from ...errors import UsageError
from .catalogue import Kata

LEVELS = ("place", "idea", "reading")
"""Where to look, an idea, and what the schedule in the report means."""
HEADINGS = {"place": "where to look", "idea": "an idea", "reading": "what the report says"}


def hints(kata: Kata) -> dict[str, dict[str, str]]:
    """Return the texts of the levels for each verdict; empty if the kata has no hints.

    Raises:
        UsageError: the file is invalid.
    """
    name = f"hints/{kata.hints.name}"
    try:
        tables = tomllib.loads(kata.hints.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UsageError(f"{name} cannot be read: {error}") from None
    for verdict, table in tables.items():
        if not isinstance(table, dict) or not all(isinstance(text, str) for text in table.values()):
            raise UsageError(f"{name}: {verdict} must be a table of texts")
    return tables


def missing(table: dict[str, str]) -> list[str]:
    """Return the levels without a text."""
    return [level for level in LEVELS if not table.get(level, "").strip()]


def levels(table: dict[str, str]) -> list[str]:
    """Return the levels of a verdict that have a text."""
    return [level for level in LEVELS if table.get(level, "").strip()]


def hint_text(table: dict[str, str], level: int, width: int = 80, *, first: int = 0) -> str:
    """Return the levels of a verdict as paragraphs; levels without a text do not count.

    Args:
        table: the texts of the levels.
        level: the number of the last one, from 1.
        width: columns.
        first: levels that are left out at the beginning.
    """
    return "\n\n".join(f"{HEADINGS[one]}\n{_wrapped(table[one], width)}" for one in levels(table)[first:level])


def _wrapped(text: str, width: int) -> str:
    room = min(width, 80) - 2
    return fill(" ".join(text.split()), room, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
