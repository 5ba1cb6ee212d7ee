"""The whole source tree of the site, as a dictionary and as a folder that Zensical or MkDocs can build."""

from __future__ import annotations

import shutil
from pathlib import Path

from .concepts import concept_pages
from .documents import document_pages
from .home import home_pages
from .katas import kata_pages
from .playground_links import placeholder

ASSETS = "docs/site/assets"


def source_tree(root: Path) -> dict[str, str | bytes]:
    """Return each page, picture and style sheet by its path.

    Raises:
        ValueError: two generators make the same page.
    """
    found: dict[str, str | bytes] = {}
    kinds = (
        home_pages(root),
        concept_pages(root),
        kata_pages(root),
        document_pages(root),
        placeholder(),
        _assets(root),
    )
    for pages in kinds:
        if twice := found.keys() & pages.keys():
            raise ValueError(f"made twice: {', '.join(sorted(twice))}")
        found |= pages
    return found


def _assets(root: Path) -> dict[str, str | bytes]:
    return {f"assets/{path.name}": path.read_bytes() for path in sorted((root / ASSETS).iterdir())}


def write_tree(root: Path, target: Path) -> int:
    """Write the source tree into a folder, which is emptied first, and return the number of pages."""
    shutil.rmtree(target, ignore_errors=True)
    tree = source_tree(root)
    for path, content in tree.items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return sum(path.endswith(".md") for path in tree)
