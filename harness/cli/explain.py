"""``kata explain VERDICT``: prints its meaning, its usual cause, and where to read more."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import usage_errors
from .completing import verdicts

if TYPE_CHECKING:
    from ..course.content.verdict_texts import VerdictText

SCHEMA = "kata-explain/1"


def explain(
    verdict: Annotated[
        str | None,
        typer.Argument(metavar="[VERDICT]", help="As a report names it; all by default.", autocompletion=verdicts),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help=f"Print one JSON object ({SCHEMA}) and nothing else.")
    ] = False,
) -> None:
    """Explain a verdict: its meaning, its usual cause, and where to read more."""
    import json

    from ..course.content.verdict_texts import meaning, meanings

    with usage_errors():
        chosen = list(meanings().values()) if verdict is None else [meaning(verdict)]
    if as_json:
        typer.echo(json.dumps({"schema": SCHEMA, "verdicts": [_plain(one) for one in chosen]}, indent=2))
    elif verdict is None:
        width = max(len(one.verdict) for one in chosen)
        for one in chosen:
            first = one.says.partition(". ")[0].rstrip(".")
            typer.echo(fill(first, 78, initial_indent=f"{one.verdict:{width}}  ", subsequent_indent=" " * (width + 2)))
        typer.echo("\nmore: kata explain VERDICT")
    else:
        typer.echo(paragraphs(chosen[0]))


def paragraphs(one: VerdictText) -> str:
    """Return the explanation of a verdict as paragraphs."""
    parts = [("", one.says), ("usual cause", one.cause), ("what to look at", one.next)]
    lines = [str(one.verdict)]
    for heading, text in parts:
        if heading:
            lines += ["", heading]
        lines.append(fill(text, 78, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False))
    lines += ["", f"  read      {_page(one)}"]
    if one.kata:
        lines.append(f"  practise  kata watch {one.kata}")
    return "\n".join(lines)


def _page(one: VerdictText) -> str:
    """Return the path of the page: within the project, or that of the packaged file if there is no project."""
    from ..course.content.catalogue import root_to_read
    from ..course.content.verdict_texts import PAGES

    root, own = root_to_read()
    page = Path(PAGES) / f"{one.page}.md"
    return page.as_posix() if own else str(root / page)


def _plain(one: VerdictText) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(one) | {"page": _page(one)}
