"""The hints for a result: those for its verdict of its kata."""

from __future__ import annotations

from ...errors import UsageError
from ...result import Result
from .catalogue import catalogue, find, root_to_read
from .hints import HEADINGS, LEVELS, hints


def hints_for(result: Result) -> list[tuple[str, str]]:
    """Return headings and texts of the hints for this verdict of this kata, if there are any."""
    try:
        texts = hints(find(catalogue(root_to_read()[0]), result.name)).get(str(result.verdict), {})
    except UsageError:  # not a kata: a page needs none
        return []
    return [(HEADINGS[level], texts[level]) for level in LEVELS if texts.get(level, "").strip()]
