"""The files of other sites that pages and style sheets would load: none are allowed, so that the site works offline."""

from __future__ import annotations

import re
from pathlib import Path

from .html_pages import HtmlPage

_OUTSIDE = re.compile(r"^(?:https?:)?//")
_IN_STYLES = re.compile(r"(?:url\(\s*|@import\s+)[\"']?([^\"')\s;]+)")
POLICY = "Content-Security-Policy"


def outside_loads(site: Path, pages: dict[str, HtmlPage]) -> list[str]:
    """Return a line for each address of another site that a page or a style sheet loads."""
    found = [
        f"{path}:{line}: loads {address}"
        for path, page in pages.items()
        for address, line in page.loads
        if outside(address)
    ]
    found += [f"{path}: loads {one}" for path, page in pages.items() for text in page.styles for one in in_styles(text)]
    for file in sorted(site.rglob("*.css")):
        name = file.relative_to(site).as_posix()
        found += [f"{name}: loads {one}" for one in in_styles(file.read_text(encoding="utf-8"))]
    return found


def outside(address: str) -> bool:
    """True if an address is that of another site."""
    return bool(_OUTSIDE.match(address))


def in_styles(text: str) -> list[str]:
    """Return the addresses of other sites that a style sheet loads."""
    return [address for address in _IN_STYLES.findall(text) if outside(address)]


def without_policy(site: Path, pages: dict[str, HtmlPage]) -> list[str]:
    """Return the pages without a policy that forbids requests to other sites, which the theme's scripts may try."""
    return [path for path in pages if POLICY not in (site / path).read_text(encoding="utf-8")]
