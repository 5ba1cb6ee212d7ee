"""The documents of the repository that are pages of the site, and those that were written for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import concurrency_katas

from .commands import commands
from .guarantees import guarantee_table, status_list
from .markdown import filled, moved, outside_code
from .places import WRITTEN, documents

GLOSSARY = "docs/glossary.md"


def document_pages(root: Path) -> dict[str, str | bytes]:
    """Return the pages by path."""
    parts: dict[str, Callable[[], str]] = {
        "commands": commands,
        "public names": _public_names,
        "statuses": status_list,
        "table: results": partial(guarantee_table, "results", root),
        "table: python": partial(guarantee_table, "python", root),
    }
    found: dict[str, str | bytes] = {}
    for document, page in documents(root).items():
        text = (root / document).read_text(encoding="utf-8")
        found[page] = moved(anchored(text) if document == GLOSSARY else text, document, page)
    for document, page in WRITTEN.items():
        text = (root / document).read_text(encoding="utf-8")
        text = filled(moved(text, document, page), page, root)
        for mark, part in parts.items():
            if f"<!-- {mark} -->" in text:
                text = text.replace(f"<!-- {mark} -->", part())
        found[page] = text
    return found


def _public_names() -> str:
    """Return a directive for each public name, which mkdocstrings replaces by the docstring."""
    return "\n\n".join(f"::: concurrency_katas.{name}" for name in concurrency_katas.__all__)


def anchored(text: str) -> str:
    """Return the glossary with an anchor for each word: ``#happens-before``, ``#equivalence-class``."""

    def row(match: re.Match[str]) -> str:
        anchor = re.sub(r"\W+", "-", match[1].partition(",")[0].lower()).strip("-")
        return match[0] if set(match[1]) <= set("- ") or match[1] == "word" else f'| <a id="{anchor}"></a>{match[1]} |'

    return outside_code(text, lambda part: re.sub(r"^\| ([^|]+?) \|", row, part, flags=re.MULTILINE))
