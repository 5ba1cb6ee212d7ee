"""The home page: what this is, a failing program with its report, and how to install it."""

from __future__ import annotations

import re
from pathlib import Path

from harness.course.content.concept_programs import examples
from harness.course.content.concepts import PAGES

from .concepts import titled
from .markdown import moved
from .playground_links import START, program_link

DOCUMENT = "docs/site/home.md"
PAGE = "index.md"
ALT = "The failing schedule as a timeline: a lane for each thread, time from left to right"
CONCEPT = "race"
"""The concept whose first program is the example of the home page."""


def home_pages(root: Path) -> dict[str, str | bytes]:
    """Return the home page: the document with its comments replaced by what they name."""
    readme = (root / "README.md").read_text(encoding="utf-8")
    parts = {
        "introduction": moved(introduction(readme), "README.md", PAGE),
        "playground": f"[Open the playground]({START}){{ .md-button .md-button--primary }}",
        "example": _example((root / PAGES / f"{CONCEPT}.md").read_text(encoding="utf-8")),
        "install": install(readme),
    }
    text = moved((root / DOCUMENT).read_text(encoding="utf-8"), DOCUMENT, PAGE)
    return {PAGE: re.sub(r"^<!-- (\w+) -->$", lambda match: parts[match[1]], text, flags=re.MULTILINE)}


def _example(concept: str) -> str:
    example = examples(concept)[0]
    link = program_link(PAGE, example.program, "Open it in the playground")
    program = titled(f"```python\n{example.program}```")
    picture = f"![{ALT}](learn/{example.name}.svg)"
    return f"{program}\n\n{link}\n\n```text\n{example.answer}```\n\n{picture}"


def introduction(readme: str) -> str:
    """Return the paragraph below the title of the README."""
    return readme.split("\n\n")[1]


def install(readme: str) -> str:
    """Return the README's first two blocks of commands, for POSIX and for Windows, with the words before them.

    Raises:
        ValueError: the README does not have them.
    """
    found = re.search(r"^You need CPython.*?^```bat\n.*?^```$", readme, re.MULTILINE | re.DOTALL)
    if found is None:
        raise ValueError("README.md does not begin with two blocks of commands")
    return found[0]
