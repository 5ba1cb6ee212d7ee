"""The halves of the search of a clause with generated workloads: those that are drawn, and those of a small size."""

from __future__ import annotations

from ..part import Part
from ..result import Result
from .summary import summarize

ALL, DRAWN, SMALL = "", "drawn", "small"
"""Both halves, the workloads that are drawn by chance, or those of a small size."""


def joined(drawn: Result, small: Result) -> Result:
    """Return the result of a search of which both halves have passed, as if they had been one search."""
    part = Part(drawn.schedules + small.schedules, name=drawn.name, file=drawn.file)
    return summarize([part], workloads=drawn.workloads, small_scopes=small.small_scopes)
