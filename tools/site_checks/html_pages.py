"""The facts about a page of HTML that the checks need: its anchors, its links, and the files that it loads."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

LOADS = {
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src",),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
"""The attributes whose addresses a browser loads by itself."""
NAMES_ONLY = {"canonical", "alternate", "next", "prev", "author", "license"}
"""The relations of a ``<link>`` that a browser does not load."""


@dataclass
class HtmlPage:
    """One page.

    Attributes:
        anchors: the values of ``id`` and ``name``.
        links: the addresses of ``<a>``, each with its line.
        loads: the addresses that a browser loads by itself, each with its line.
        styles: the text of ``<style>`` and of ``style=``, which may load something, too.
    """

    anchors: set[str] = field(default_factory=set)
    links: list[tuple[str, int]] = field(default_factory=list)
    loads: list[tuple[str, int]] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = HtmlPage()
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        values = {name: value for name, value in attrs if value is not None}
        self.page.anchors |= {values[name] for name in ("id", "name") if name in values}
        self._in_style = tag == "style"
        if "style" in values:
            self.page.styles.append(values["style"])
        if tag in ("a", "area") and "href" in values:
            self.page.links.append((values["href"], line))
        if tag == "link" and NAMES_ONLY & set(values.get("rel", "").split()):
            return
        for name in LOADS.get(tag, ()):
            if name in values:
                addresses = values[name].split(",") if name == "srcset" else [values[name]]
                self.page.loads += [(address.split()[0], line) for address in addresses if address.strip()]

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.page.styles.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False


def read_page(text: str) -> HtmlPage:
    """Return the facts about a page."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.page


def read_site(site: Path) -> dict[str, HtmlPage]:
    """Return every page of a site by its path."""
    files = {file.relative_to(site).as_posix(): file for file in sorted(site.rglob("*.html"))}
    return {path: read_page(file.read_text(encoding="utf-8")) for path, file in files.items()}
