"""The navigation of the site, ``nav:`` of mkdocs.yml: a tab for each kind of page, and the pages in it."""

from __future__ import annotations

from pathlib import Path

from harness.course.content.catalogue import catalogue
from harness.course.content.concepts import PAGES, concepts

from .places import DOCUMENTS, documents

MARK = "nav:\n"


def navigation(root: Path) -> str:
    """Return the end of mkdocs.yml, from ``nav:`` on. The katas and the concepts are in teaching order."""
    tabs: dict[str, dict[str, str] | str] = {
        "Home": "index.md",
        "Learn": {
            "The concepts": "learn/index.md",
            "Start the course": "learn/start.md",
            **{
                one.title[0].upper() + one.title[1:]: f"learn/{name}.md" for name, one in concepts(root / PAGES).items()
            },
        },
        "Katas": {"All katas": "katas/index.md", **{name: f"katas/{name}.md" for name in catalogue(root)}},
        "Teach": {"Teach": "teach/index.md", "Grade a class": "teach/grading.md"},
        "Debug": {"Your own code": "debug/index.md", "Step through a schedule": "debug/step.md"},
        "Contracts": "contracts.md",
        "Guarantees": {"What is guaranteed": "guarantees/index.md", "What is modelled": "guarantees/model.md"},
        "Reference": {
            "Options and formats": "reference/index.md",
            "Commands": "reference/commands.md",
            "Public names": "reference/api.md",
            "Glossary": "reference/glossary.md",
            **_others(root),
        },
        "Project": {
            "Architecture": "project/architecture.md",
            "Contributing": "project/contributing.md",
            "Security": "project/security.md",
            "Changelog": "project/changelog.md",
        },
    }
    lines = []
    for tab, pages in tabs.items():
        if isinstance(pages, str):
            lines.append(f"  - {tab}: {pages}")
        else:
            lines += [f"  - {tab}:", *(f"      - {title}: {page}" for title, page in pages.items())]
    return MARK + "\n".join(lines) + "\n"


def _others(root: Path) -> dict[str, str]:
    """Return the documents without a place of their own, by title."""
    pages = {path: page for path, page in documents(root).items() if path not in DOCUMENTS}
    return {_title((root / path).read_text(encoding="utf-8")): page for path, page in pages.items()}


def _title(text: str) -> str:
    return text.partition("\n")[0].removeprefix("# ").replace("`", "")


def with_navigation(configuration: str, root: Path) -> str:
    """Return the text of mkdocs.yml with the navigation that follows from the pages."""
    return configuration.partition(MARK)[0] + navigation(root)
