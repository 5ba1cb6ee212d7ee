"""The pages about katas, one each: story, contract, clauses, and what the adversary may do."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

from harness.course.authoring.promises import sentences
from harness.course.content.catalogue import Kata, catalogue
from harness.course.content.concepts import PAGES, Concept, concepts
from harness.course.content.variants import wrong_variants
from harness.report.text.phrases import clause_title

from .adversary import adversary
from .places import REPOSITORY
from .playground_links import kata_link

LABEL = "Open in the playground"
HEAD = "| kata | the idea | difficulty | about | concept |\n| --- | --- | --- | --- | --- |"


def kata_pages(root: Path) -> dict[str, str | bytes]:
    """Return the table of all katas, and the page of each."""
    katas = catalogue(root)
    known = concepts(root / PAGES)
    found: dict[str, str | bytes] = {"katas/index.md": table(katas, known)}
    for kata in katas.values():
        found[f"katas/{kata.name}.md"] = kata_page(kata, known)
    return found


def table(katas: dict[str, Kata], known: dict[str, Concept]) -> str:
    """Return the page with a row for each kata, in teaching order."""
    rows = [
        f"| [{name}]({name}.md) | {kata.concept} | {kata.lesson.difficulty} | {kata.lesson.minutes} min |"
        f" {_concept(kata, known)} |"
        for name, kata in katas.items()
    ]
    hours = round(sum(kata.lesson.minutes for kata in katas.values()) / 60)
    return (
        f"# The katas\n\n{len(katas)} exercises in teaching order, about {hours} hours together. The times are a "
        f"guess, for somebody who has passed the katas before it.\n\n{HEAD}\n" + "\n".join(rows) + "\n"
    )


def _concept(kata: Kata, known: dict[str, Concept]) -> str:
    page = kata.lesson.page
    return f"[{known[page].title}](../learn/{page}.md)" if page in known else ""


def kata_page(kata: Kata, known: dict[str, Concept]) -> str:
    """Return the page of one kata."""
    stub = kata.stub.read_text(encoding="utf-8")
    title, _, rest = (ast.get_docstring(ast.parse(stub)) or "").partition("\n")
    story, contract, needed = parts(rest.strip())
    blocks = [
        f"# {title.rstrip('.')}",
        _facts(kata, known),
        kata_link(f"katas/{kata.name}.md", kata.name, LABEL),
        story,
        f"## The contract\n\n{contract}",
        needed,
        f'## The file to write\n\n```python title="katas/{kata.name}.py"\n{signatures(stub)}\n```',
        f"## The clauses\n\n{_clauses(kata)}",
        f"## What the adversary may do\n\n{adversary(kata)}",
        f"## What goes wrong\n\n{_wrong(kata)}",
        _solution(kata),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def parts(docstring: str) -> tuple[str, str, str]:
    """Return the story, the contract and what is allowed, from the docstring of a stub below its title."""
    story, start, rest = docstring.partition("\nThe contract")
    contract, _, allowed = rest.partition("\nAllowed:")
    introduction, _, promises = contract.partition(":\n")
    lead = f"The contract{introduction}:\n\n" if introduction.strip() else ""
    return story.strip(), lead + promises.strip() if start else "", f"**Allowed:** {allowed.strip()}" if allowed else ""


def signatures(stub: str) -> str:
    """Return the text of a stub after its docstring."""
    first = ast.parse(stub).body[0]
    return "\n".join(stub.splitlines()[first.end_lineno or 0 :]).strip()


def _facts(kata: Kata, known: dict[str, Concept]) -> str:
    lesson = kata.lesson
    before = ", ".join(f"[{name}]({name}.md)" for name in lesson.needs)
    facts = {
        f"**The idea**: {kata.concept}": kata.concept,
        f"**Difficulty**: {lesson.difficulty}": lesson.difficulty,
        f"**About** {lesson.minutes} minutes": lesson.minutes,
        f"**Concept**: {_concept(kata, known)}": lesson.page,
        f"**After** {before}": lesson.needs,
    }
    return " · ".join(words for words, known_fact in facts.items() if known_fact)


def _clauses(kata: Kata) -> str:
    listed = sentences(kata)
    source = kata.contract.read_text(encoding="utf-8")
    nodes = {node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
    address = f"{REPOSITORY}tests/katas/{kata.contract.name}"
    blocks = [f"A clause is one test of the [contract]({address}); it fails when one of these promises is broken:"]
    for name in kata.clauses:
        short = name.removeprefix("test_")
        promises = [one.says for one in listed if short in one.clauses]
        node = nodes[name]
        first = min([node.lineno, *(mark.lineno for mark in node.decorator_list)])
        code = "\n".join(source.splitlines()[first - 1 : node.end_lineno])
        quoted = "\n".join(f"    > {says}" for says in promises)
        shown = _indented(f"```python\n{code}\n```")
        blocks.append(f'??? note "{clause_title(name)}"\n\n{quoted}\n\n{shown}')
    return "\n\n".join(blocks)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.splitlines())


def _wrong(kata: Kata) -> str:
    counts = Counter(variant.verdict.replace("_", " ") for variant in wrong_variants(kata))
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common())
    return (
        f"{counts.total()} wrong solutions are known and must fail, with these "
        f"[verdicts](../guarantees/index.md#the-verdicts): {verdicts}. `kata repair {kata.name}` hands them out "
        "to be mended."
    )


def _solution(kata: Kata) -> str:
    address = f"{REPOSITORY}solutions/{kata.name}.py"
    where = f"[`solutions/{kata.name}.py`]({address}), or `kata solution {kata.name}` after a pass"
    return f'??? tip "A solution"\n\n    {where}.'
