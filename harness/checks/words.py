"""Pieces of sentences that several checks use."""

from __future__ import annotations

import re
from pathlib import Path

from harness.trace import Place

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


def at(place: Place | None) -> str:
    """`` (file.py line 3)``, or nothing."""
    return f" ({Path(place.file).name} line {place.line})" if place is not None else ""


def steady(text: str) -> str:
    """A text without the addresses that ``repr`` puts in, which differ from run to run."""
    return _ADDRESS.sub("", text)


def listed(names: list[str]) -> str:
    """``a, b and c``."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
