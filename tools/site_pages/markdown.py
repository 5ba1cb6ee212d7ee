"""A document of the repository as a page of the site: the same text, with links that lead from its new place."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from pathlib import Path

from .command_lists import with_command_tables
from .excerpts import excerpt
from .places import address

FENCE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(!?\[[^\]]*\])\(([^)\s]+)\)")
_HEADING = re.compile(r"#+ (.+)$")


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Return a text in which everything but the blocks of code is changed."""
    return "".join(part if part.startswith("```") else change(part) for part in FENCE.split(text))


def moved(text: str, document: str, page: str) -> str:
    """Return the text of a document with links that are right on a page of the site.

    Args:
        text: the Markdown of the document, or a part of it.
        document: its path in the repository.
        page: the path of the page.
    """

    def link(match: re.Match[str]) -> str:
        target, mark, anchor = match[2].partition("#")
        if "://" in target or not target:
            return match[0]
        path = posixpath.normpath(posixpath.join(posixpath.dirname(document), target))
        return f"{match[1]}({address(path, page)}{mark}{anchor})"

    return outside_code(text, lambda part: _LINK.sub(link, part))


def section(text: str, heading: str) -> str:
    """Return the text below a heading, up to the next heading of any level.

    Raises:
        ValueError: there is no such heading, or there are several.
    """
    lines, found, inside, in_code = text.splitlines(), [], False, False
    for line in lines:
        in_code ^= line.startswith("```")
        if not in_code and (match := _HEADING.match(line)):
            inside = match[1] == heading
            if inside:
                found.append("")
        elif inside:
            found[-1] += f"{line}\n"
    if len(found) != 1:
        raise ValueError(f"{len(found)} headings {heading!r}")
    return found[0].strip()


def filled(text: str, page: str, root: Path) -> str:
    """Return a page that was written for the site with its parts from other files put in.

    A line ``<!-- README.md: To teach -->`` stands for the section of that document, without its heading, and
    ``<!-- code: PATH NAME ... -->`` for definitions of a file as a block of code.

    Raises:
        ValueError: a section does not exist.
    """

    def part(match: re.Match[str]) -> str:
        if match[1] == "code":
            path, *names = match[2].split()
            return excerpt(path, names, root)
        document = (root / match[1]).read_text(encoding="utf-8")
        return with_command_tables(moved(section(document, match[2]), match[1], page))

    return re.sub(r"^<!-- (code|[\w/]+\.md): (.+) -->$", part, text, flags=re.MULTILINE)
