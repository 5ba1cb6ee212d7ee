"""What the package brings for a learner: stubs, contracts, concepts, references, hints and the course."""

from __future__ import annotations

from pathlib import Path

from harness import course, trace

COURSE = Path(str(course.__file__)).resolve().parent
"""Hints and the order of the course are in the package, in a clone and in a wheel."""
_PACKAGE = Path(str(trace.__file__)).resolve().parent
_PACKED = _PACKAGE / "_handout"
_CLONE = _PACKAGE.parent
STUBS = Path("katas")
CONTRACTS = Path("tests") / "katas"


def handout() -> Path:
    """The folder of what is handed out: within an installed package, else the clone that this file is part of.

    A wheel is made from the clone's own folders (``[tool.hatch.build.targets.wheel.sources]``), so the two are alike.
    """
    return _PACKED if _PACKED.is_dir() else _CLONE


def own_or_handed_out(own: Path, other: Path) -> Path:
    """A workspace's own file where there is one, or where nothing else is to be had; else the package's."""
    return own if own.is_file() or not other.is_file() else other
