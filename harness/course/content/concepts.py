"""The concepts: the pages in ``docs/concepts/``, in the order of their index, and what each says first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .packaged_files import packaged_root

PAGES = Path("docs") / "concepts"
INDEX = "README.md"
FIRST, SECOND, LAST = "What it is", "The bug it answers", "The kata"
"""Sections of a page that are read here."""


@dataclass(frozen=True)
class Concept:
    """One page about a concept.

    Attributes:
        name: the name of the page without its suffix.
        title: as the index calls it.
        summary: the index's words about it.
        file: the page.
    """

    name: str
    title: str
    summary: str
    file: Path

    @cached_property
    def text(self) -> str:
        """The page, in Markdown."""
        return self.file.read_text(encoding="utf-8")

    @property
    def definition(self) -> list[str]:
        """The paragraphs that say what it is, as plain text."""
        return paragraphs(section(self.text, FIRST))

    @property
    def bug(self) -> list[str]:
        """The paragraphs on the bug that it prevents, as plain text."""
        return paragraphs(section(self.text, SECOND))

    @property
    def katas(self) -> tuple[str, ...]:
        """The katas that practise it, in the order of the page."""
        links = re.findall(r"\]\(\.\./\.\./katas/(\w+)\.py\)", section(self.text, LAST))
        return tuple(dict.fromkeys(links))


def concepts(folder: Path | None = None) -> dict[str, Concept]:
    """Return the concepts by name, in teaching order.

    Args:
        folder: the folder of the pages; None for that of the package.
    """
    where = folder or packaged_root() / PAGES
    rows = re.findall(
        r"^\| \[(.+?)\]\((\w+)\.md\) \| (.+?) \|$", (where / INDEX).read_text(encoding="utf-8"), re.MULTILINE
    )
    return {name: Concept(name, title, summary, where / f"{name}.md") for title, name, summary in rows}


def section(page: str, heading: str) -> str:
    """Return the text below a heading, up to the next one; "" if the page does not have it."""
    outside = re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)
    return outside.partition(f"\n## {heading}\n")[2].partition("\n## ")[0].strip()


def paragraphs(markdown: str) -> list[str]:
    """Return the paragraphs before the first table, list or picture, without the marks of Markdown."""
    found: list[str] = []
    for block in re.split(r"\n{2,}", markdown):
        if block.startswith(("|", "- ", "!", "#")):
            break
        plain = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", " ".join(block.split()))
        found.append(re.sub(r"(\*\*|\*|`)(.+?)\1", r"\2", plain))
    return [text for text in found if text]
