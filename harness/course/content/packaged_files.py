"""The files that come with the package: stubs, contracts, concepts, reference solutions, hints and the course file."""

from __future__ import annotations

from pathlib import Path

from ... import course, trace

COURSE = Path(str(course.__file__)).resolve().parent
"""The folder of hints and of the course file, which is inside the package in a clone and in a wheel."""
_PACKAGE = Path(str(trace.__file__)).resolve().parent
_PACKED = _PACKAGE / "_handout"
_CLONE = _PACKAGE.parent
STUBS = Path("katas")
CONTRACTS = Path("tests") / "katas"


def packaged_root() -> Path:
    """Return the folder that holds the packaged files: inside an installed package, else the clone.

    A wheel is built from the clone's own folders (``[tool.hatch.build.targets.wheel.sources]``), so both have the same
    layout.
    """
    return _PACKED if _PACKED.is_dir() else _CLONE


def own_or_packaged(own: Path, packaged: Path) -> Path:
    """Return the workspace's own file if it exists, or if the package has none either; else the packaged file."""
    return own if own.is_file() or not packaged.is_file() else packaged
