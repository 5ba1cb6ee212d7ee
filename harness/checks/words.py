"""Pieces of sentences that several checks use."""

from __future__ import annotations

from pathlib import Path

from harness.trace import Place


def at(place: Place | None) -> str:
    """`` (file.py line 3)``, or nothing."""
    return f" ({Path(place.file).name} line {place.line})" if place is not None else ""


def listed(names: list[str]) -> str:
    """``a, b and c``."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
