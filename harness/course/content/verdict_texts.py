"""The explanations of the verdicts for learners: ``verdicts.toml``, with one table for each verdict."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from ...verdict import Verdict
from .packaged_files import COURSE

FILE = COURSE / "verdicts.toml"


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
