"""The teaching order, the prerequisites, the difficulty and the time of each kata: ``harness/course/course.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from .packaged_files import COURSE

FOLDER = Path("harness") / "course"
FILE = FOLDER / "course.toml"
DIFFICULTIES = ("easy", "medium", "hard")


@dataclass(frozen=True)
class Lesson:
    """A kata's place in the course.

    Attributes:
        concept: the new idea, in a word or two.
        needs: the katas to pass before it.
        difficulty: one of ``DIFFICULTIES``, or "".
        minutes: the estimated time, or 0.
        page: the name of the page about it under ``docs/concepts/``, without the suffix; "" for none.
    """

    concept: str = ""
    needs: tuple[str, ...] = ()
    difficulty: str = ""
    minutes: int = 0
    page: str = ""


UNLISTED = Lesson()
"""The place of a kata that the course file does not list."""


def lessons(root: Path) -> dict[str, Lesson]:
    """Return every kata that the course lists, in teaching order.

    A project's course file that lists a kata of the package replaces the package's course. Any other is appended to it.

    Args:
        root: the project's folder.

    Raises:
        ValueError: the course file is invalid.
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
    values = table if isinstance(table, dict) else {}
    concept, needs = values.get("concept"), values.get("needs")
    if not isinstance(concept, str) or not isinstance(needs, list) or not all(isinstance(one, str) for one in needs):
        raise ValueError(f"{FILE.as_posix()}: {name} must have a concept (a text) and needs (a list of katas)")
    difficulty, minutes = values.get("difficulty", ""), values.get("minutes", 0)
    if difficulty not in ("", *DIFFICULTIES):
        raise ValueError(f"{FILE.as_posix()}: the difficulty of {name} must be one of {', '.join(DIFFICULTIES)}")
    if type(minutes) is not int or minutes < 0:
        raise ValueError(f"{FILE.as_posix()}: the minutes of {name} must be a whole number")
    page = values.get("page", "")
    if not isinstance(page, str):
        raise ValueError(f"{FILE.as_posix()}: the page of {name} must be a text")
    return Lesson(concept, tuple(needs), difficulty, minutes, page)
