"""What helps after a failure, level by level: ``harness/course/hints/NAME.toml``, a table for each verdict."""

from __future__ import annotations

import tomllib
from textwrap import fill

from harness.course.content.catalogue import Kata
from harness.errors import UsageError

LEVELS = ("place", "idea", "reading")
"""Where to look, what to think of, and what the schedule in the report says."""
HEADINGS = {"place": "where to look", "idea": "an idea", "reading": "what the report says"}


def hints(kata: Kata) -> dict[str, dict[str, str]]:
    """For each verdict the texts of the levels; none if nobody has written any.

    Raises:
        UsageError: the file is no such table.
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
    """The levels that say nothing."""
    return [level for level in LEVELS if not table.get(level, "").strip()]


def told(table: dict[str, str], level: int, width: int = 80) -> str:
    """The first so many levels of a verdict, as paragraphs; those that say nothing are left out."""
    return "\n\n".join(f"{HEADINGS[one]}\n{_wrapped(table[one], width)}" for one in LEVELS[:level] if table.get(one))


def _wrapped(text: str, width: int) -> str:
    room = min(width, 80) - 2
    return fill(" ".join(text.split()), room, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
