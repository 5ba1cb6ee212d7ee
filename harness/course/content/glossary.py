"""The glossary: the words of reports and documents, from ``docs/glossary.md``, and what each means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .packaged_files import packaged_root

FILE = Path("docs") / "glossary.md"


@dataclass(frozen=True)
class Term:
    """One row of the glossary.

    Attributes:
        names: the words that it explains, the first one as its title.
        says: what they mean, as plain text.
    """

    names: tuple[str, ...]
    says: str


def glossary(file: Path | None = None) -> dict[str, Term]:
    """Return the terms by each of their names, in the order of the glossary.

    Args:
        file: the glossary; None for that of the package.
    """
    text = (file or packaged_root() / FILE).read_text(encoding="utf-8")
    found: dict[str, Term] = {}
    for words, says in re.findall(r"^\| (.+?) \| (.+?) \|$", text, re.MULTILINE):
        if words in ("word", "---"):  # the head of the table
            continue
        names = tuple(words.split(", "))
        term = Term(names, re.sub(r"(\*|`)(.+?)\1", r"\2", says))
        found.update(dict.fromkeys(names, term))
    return found
