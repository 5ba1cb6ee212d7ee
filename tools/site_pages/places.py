"""The place of each document on the site, and of everything else in the repository."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REPOSITORY = "https://github.com/concurrency-katas/concurrency-katas/blob/main/"
"""The address of a file of the project that is no page of the site."""
PLAYGROUND = "playground/"
"""The folder of the playground on the site."""

DOCUMENTS = {
    "docs/reference.md": "reference/index.md",
    "docs/glossary.md": "reference/glossary.md",
    "docs/debugging.md": "debug/step.md",
    "docs/grading.md": "teach/grading.md",
    "docs/model.md": "guarantees/model.md",
    "docs/architecture.md": "project/architecture.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "SECURITY.md": "project/security.md",
    "CHANGELOG.md": "project/changelog.md",
}
"""The documents that are pages as they are: the path in the repository, and that of the page."""
WRITTEN = {
    "docs/site/teach.md": "teach/index.md",
    "docs/site/contracts.md": "contracts.md",
    "docs/site/guarantees.md": "guarantees/index.md",
    "docs/site/own_code.md": "debug/index.md",
    "docs/site/start.md": "learn/start.md",
    "docs/site/commands.md": "reference/commands.md",
    "docs/site/public_names.md": "reference/api.md",
}
"""The documents that were written for the site, with comments for the parts that come from elsewhere."""
OTHERS = {
    "README.md": "index.md",
    "docs/site/home.md": "index.md",
    "katas": "katas/index.md",
    "site": f"{PLAYGROUND}index.html",
    "docs/concepts/README.md": "learn/index.md",
    "docs/concepts": "learn/index.md",
    "docs/concepts/": "learn/index.md",
}
"""The documents for which a page with other words does."""


def page_of(path: str) -> str | None:
    """Return the page that a file of the repository became; None if it became none."""
    known = {**DOCUMENTS, **WRITTEN, **OTHERS}
    if path in known:
        return known[path]
    if match := re.fullmatch(r"docs/concepts/(\w+\.(?:md|svg))", path):
        return f"learn/{match[1]}"
    if match := re.fullmatch(r"katas/(\w+)\.py", path):
        return f"katas/{match[1]}.md"
    if match := re.fullmatch(r"docs/(\w+)\.md", path):
        return f"reference/{match[1]}.md"
    return None


def documents(root: Path) -> dict[str, str]:
    """Return the page of each document that is a page as it is; one without a place of its own is in the reference."""
    others = [f"docs/{file.name}" for file in sorted((root / "docs").glob("*.md"))]
    return DOCUMENTS | {path: page for path in others if path not in DOCUMENTS and (page := page_of(path))}


def address(path: str, page: str) -> str:
    """Return the link from a page to a file of the repository: to its page, or else to the repository."""
    target = page_of(path)
    if target is None:
        return REPOSITORY + path
    return posixpath.relpath(target, posixpath.dirname(page) or ".")
