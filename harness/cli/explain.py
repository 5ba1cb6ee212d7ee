"""``kata explain WORD``: a verdict, a concept or a term: what it is, its usual cause or its bug, where to read more."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import usage_errors
from .completing import explained as completed

if TYPE_CHECKING:
    from ..course.content.concepts import Concept
    from ..course.content.glossary import Term
    from ..course.content.verdict_texts import VerdictText

SCHEMA = "kata-explain/1"
WIDTH = 78


def explain(
    verdict: Annotated[
        str | None,
        typer.Argument(
            metavar="[WORD]",
            help="A verdict or another word of a report, a concept, or a kata for its concept; all by default.",
            autocompletion=completed,
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help=f"Print one JSON object ({SCHEMA}) and nothing else.")
    ] = False,
) -> None:
    """Explain a verdict, a concept or a word of a report: what it is, its usual cause, and where to read more."""
    import json

    from ..course.content.concepts import Concept, concepts
    from ..course.content.explanations import explained
    from ..course.content.glossary import Term, glossary
    from ..course.content.verdict_texts import VerdictText, meanings

    chosen: list[VerdictText | Concept | Term]
    with usage_errors():
        if verdict is None:
            chosen = [*meanings().values(), *concepts().values(), *dict.fromkeys(glossary().values())]
        else:
            chosen = [explained(verdict)]
    pages = [one for one in chosen if isinstance(one, Concept)]
    terms = [one for one in chosen if isinstance(one, Term)]
    verdicts = [one for one in chosen if isinstance(one, VerdictText)]
    if as_json:
        found = {
            "verdicts": [_plain(one) for one in verdicts],
            "concepts": [_plain_concept(one) for one in pages],
            "terms": [{"names": list(one.names), "says": one.says} for one in terms],
        }
        typer.echo(json.dumps({"schema": SCHEMA, **found}, indent=2))
    elif verdict is None:
        _echo_all(verdicts, pages, terms)
    else:
        texts = [*map(paragraphs, verdicts), *map(concept_paragraphs, pages), *map(term_paragraphs, terms)]
        typer.echo("\n\n".join(texts))


def _echo_all(verdicts: list[VerdictText], pages: list[Concept], terms: list[Term]) -> None:
    width = max(len(one.verdict) for one in verdicts)
    for one in verdicts:
        first = one.says.partition(". ")[0].rstrip(".")
        typer.echo(fill(first, WIDTH, initial_indent=f"{one.verdict:{width}}  ", subsequent_indent=" " * (width + 2)))
    typer.echo("\nmore: kata explain VERDICT, or a concept, in teaching order:")
    typer.echo(_filled(", ".join(page.name for page in pages)))
    typer.echo("or another word of a report:")
    typer.echo(_filled(", ".join(name for term in terms for name in term.names)))


def paragraphs(one: VerdictText) -> str:
    """Return the explanation of a verdict as paragraphs."""
    lines = [str(one.verdict), _filled(one.says)]
    for heading, text in [("usual cause", one.cause), ("what to look at", one.next)]:
        lines += ["", heading, _filled(text)]
    lines += ["", f"  read      {_path(one.page)}"]
    if one.kata:
        lines.append(f"  practise  kata watch {one.kata}")
    return "\n".join(lines)


def concept_paragraphs(one: Concept) -> str:
    """Return the beginning of a page about a concept as paragraphs."""
    lines = [one.title, "\n\n".join(map(_filled, one.definition)), "", "the bug it answers"]
    lines += ["\n\n".join(map(_filled, one.bug)), "", f"  read      {_path(one.name)}"]
    lines.append(f"  practise  kata watch {one.katas[0]}")
    return "\n".join(lines)


def term_paragraphs(one: Term) -> str:
    """Return the meaning of a term of the glossary as paragraphs."""
    return "\n".join([", ".join(one.names), _filled(f"{one.says[:1].upper()}{one.says[1:].rstrip('.')}.")])


def _filled(text: str) -> str:
    return fill(text, WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)


def _path(page: str) -> str:
    """Return the path of a page: within the project, or that of the packaged file if there is no project."""
    from ..course.content.catalogue import root_to_read
    from ..course.content.concepts import PAGES

    root, own = root_to_read()
    path = PAGES / f"{page}.md"
    return path.as_posix() if own else str(root / path)


def _plain(one: VerdictText) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(one) | {"page": _path(one.page)}


def _plain_concept(one: Concept) -> dict[str, Any]:
    texts = {"says": "\n\n".join(one.definition), "bug": "\n\n".join(one.bug)}
    return {"concept": one.name, "title": one.title, **texts, "page": _path(one.name), "katas": list(one.katas)}
