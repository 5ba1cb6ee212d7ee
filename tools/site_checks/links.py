"""The link checker: every link leads to a page or a file, every anchor exists, every file of the repository, too."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from harness.common.links import decode_program

from .html_pages import HtmlPage

WORDS = {"kata", "code", "schedule"}
"""The words of a fragment that the playground understands."""


@dataclass(frozen=True)
class Rules:
    """The places that links may lead to.

    Attributes:
        site: the folder of the built site.
        home: the address at which it is published.
        repository: the address of a file of the project.
        root: the project.
        playground: the folder of the playground on the site.
        katas: the names of the katas.
    """

    site: Path
    home: str
    repository: str
    root: Path
    playground: str
    katas: frozenset[str]


@dataclass
class LinkReport:
    """The result of a check.

    Attributes:
        checked: the number of links that were followed.
        outside: the number of links to other sites, which are not followed.
        broken: a line for each link that leads nowhere.
    """

    checked: int
    outside: int
    broken: list[str]


def check_links(pages: dict[str, HtmlPage], rules: Rules) -> LinkReport:
    """Follow every link of a site, and every file that its pages load."""
    report = LinkReport(0, 0, [])
    for path, page in pages.items():
        for link, line in [*page.links, *page.loads]:
            fault = fault_of(link, path, pages, rules)
            if fault is None:
                report.outside += 1
                continue
            report.checked += 1
            if fault:
                report.broken.append(f"{path}:{line}: {link[:100]}: {fault}")
    return report


def fault_of(link: str, path: str, pages: dict[str, HtmlPage], rules: Rules) -> str | None:
    """Return the reason why a link leads nowhere, "" if it does not, and None if it leads to another site."""
    if link.startswith(rules.repository):
        place = link.removeprefix(rules.repository).partition("#")[0]
        return "" if (rules.root / place).exists() else f"the repository has no {place}"
    # as in 404.html, which a server sends for an address of any depth
    from_server = urlsplit(rules.home).path
    for start in (rules.home, from_server):
        if link.startswith(start):
            link, path = link.removeprefix(start) or ".", "index.html"
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return "" if parts.scheme == "data" else None
    address, anchor = urldefrag(link)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if address else path
    if address.startswith("/"):
        return "an address from the root of the server, where the site need not be"
    if target.startswith(".."):
        return "outside the site"
    file = rules.site / target
    if file.is_dir():
        target, file = posixpath.normpath(f"{target}/index.html"), file / "index.html"
    if not file.is_file():
        return "no such page or file"
    if target == f"{rules.playground}index.html":
        return _playground_fault(anchor, rules)
    if anchor and (target not in pages or unquote(anchor) not in pages[target].anchors):
        return f"no anchor #{anchor}"
    return ""


def _playground_fault(fragment: str, rules: Rules) -> str:
    """Return the reason why the playground could not open what a link carries."""
    words = dict(word.partition("=")[::2] for word in fragment.split("&") if word)
    if "kata" in words and words["kata"] not in rules.katas:
        return f"there is no kata {words['kata']}"
    if "code" in words:
        try:
            decode_program(words["code"])
        except ValueError as error:
            return f"the program cannot be read: {error}"
    return "the playground does not know these words" if words.keys() - WORDS else ""
