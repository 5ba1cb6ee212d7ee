"""The explanations of the verdicts for learners: ``verdicts.toml``, with one table for each verdict."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from ...errors import UsageError
from ...verdict import Verdict
from .catalogue import nearest
from .packaged_files import COURSE

FILE = COURSE / "verdicts.toml"
PAGES = Path("docs") / "concepts"


@dataclass(frozen=True)
class VerdictText:
    """The explanation of one verdict.

    Attributes:
        verdict: the verdict.
        says: its definition.
        cause: the usual cause.
        next: what to look at.
        page: the name of a page under ``docs/concepts/``, without the suffix.
        kata: the kata that shows it most plainly, or "".
    """

    verdict: Verdict
    says: str
    cause: str
    next: str
    page: str
    kata: str = ""


def meanings() -> dict[str, VerdictText]:
    """Return the explanation of every verdict, in the order of the file."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: VerdictText(Verdict(name), **table) for name, table in tables.items()}


def meaning(word: str) -> VerdictText:
    """Return the explanation of one verdict; upper case, blanks and hyphens are accepted in its name.

    Raises:
        UsageError: there is no such verdict; the message names the most similar one.
    """
    known = meanings()
    name = word.strip().lower().replace(" ", "_").replace("-", "_")
    if name not in known:
        raise UsageError(f"there is no verdict {word!r}{nearest(name, known)}")
    return known[name]
