"""What each verdict means to who has just got it: ``verdicts.toml``, a table for each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from harness.course.content.catalogue import nearest
from harness.course.content.packaged_files import COURSE
from harness.errors import UsageError
from harness.verdict import Verdict

FILE = COURSE / "verdicts.toml"
PAGES = Path("docs") / "concepts"


@dataclass(frozen=True)
class VerdictText:
    """A verdict in words.

    Attributes:
        verdict: the word.
        says: its definition.
        cause: what is behind it most of the time.
        next: what to look at.
        page: under ``docs/concepts/``, without the ending.
        kata: in which it is met most plainly, or "".
    """

    verdict: Verdict
    says: str
    cause: str
    next: str
    page: str
    kata: str = ""


def meanings() -> dict[str, VerdictText]:
    """Of every verdict, in the order of the file."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: VerdictText(Verdict(name), **table) for name, table in tables.items()}


def meaning(word: str) -> VerdictText:
    """Of one verdict, however it is written.

    Raises:
        UsageError: there is none of this name; says the nearest.
    """
    known = meanings()
    name = word.strip().lower().replace(" ", "_").replace("-", "_")
    if name not in known:
        raise UsageError(f"there is no verdict {word!r}{nearest(name, known)}")
    return known[name]
