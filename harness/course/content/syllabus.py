"""The teaching order and what each kata needs, read from the course file ``harness/course/course.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from harness.course.content.packaged_files import COURSE

FOLDER = Path("harness") / "course"
FILE = FOLDER / "course.toml"


@dataclass(frozen=True)
class Lesson:
    """A kata's place in the course.

    Attributes:
        concept: what is new in it, in a word or two.
        needs: katas to be passed before it.
    """

    concept: str = ""
    needs: tuple[str, ...] = ()


NOWHERE = Lesson()
"""The place of a kata that the course file does not name."""


def lessons(root: Path) -> dict[str, Lesson]:
    """Every kata a course names, in teaching order.

    A project's file that names a kata of the package is a course of its own; any other goes on where the package's
    ends, and so does none at all.

    Args:
        root: the project's folder.

    Raises:
        ValueError: the file is no course.
    """
    own, package = _read(root / FILE), _read(COURSE / FILE.name)
    return own if own.keys() & package.keys() else package | own


def _read(path: Path) -> dict[str, Lesson]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ValueError(f"{FILE.as_posix()} cannot be read: {error}") from None
    return {name: _lesson(name, table) for name, table in tables.items()}


def _lesson(name: str, table: object) -> Lesson:
    concept, needs = (table.get("concept"), table.get("needs")) if isinstance(table, dict) else (None, None)
    if not isinstance(concept, str) or not isinstance(needs, list) or not all(isinstance(one, str) for one in needs):
        raise ValueError(f"{FILE.as_posix()}: {name} must have a concept, which is text, and needs, a list of katas")
    return Lesson(concept, tuple(needs))
