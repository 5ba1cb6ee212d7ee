"""The pages about concepts: ``docs/concepts/``, with a link below each program that runs it in the playground."""

from __future__ import annotations

import re
from pathlib import Path

from harness.course.content.concept_programs import examples
from harness.course.content.concepts import INDEX, PAGES, concepts

from .markdown import moved
from .places import OTHERS
from .playground_links import program_link

_NEIGHBOURS = re.compile(r"\n\n(?:Previous|Next): [^\n]+\n\Z")
"""The last line of a concept, which the site's own links to the page before and the page after replace."""
LABEL = "Run it in the playground"


def concept_pages(root: Path) -> dict[str, str | bytes]:
    """Return the index, each page and its pictures."""
    folder = root / PAGES
    index = f"{PAGES.as_posix()}/{INDEX}"
    place = OTHERS[index]
    found: dict[str, str | bytes] = {
        place: moved((folder / INDEX).read_text(encoding="utf-8"), index, place),
    }
    for name in concepts(folder):
        page = f"learn/{name}.md"
        text = moved((folder / f"{name}.md").read_text(encoding="utf-8"), f"{PAGES.as_posix()}/{name}.md", page)
        found[page] = with_playground(_NEIGHBOURS.sub("\n", text), page)
    for picture in sorted(folder.glob("*.svg")):
        found[f"learn/{picture.name}"] = picture.read_bytes()
    return found


def with_playground(text: str, page: str) -> str:
    """Return the text of a concept with a link below each program; the program's answer comes after the link."""
    for example in examples(text):
        block = f"```python\n{example.program}```\n"
        text = text.replace(block, f"{titled(block)}\n{program_link(page, example.program, LABEL)}\n", 1)
    return text


def titled(block: str) -> str:
    """Return a program's block with the name of its file as the title."""
    return re.sub(r"^```python\n(# (\w+\.py):)", r'```python title="\2"\n\1', block)
