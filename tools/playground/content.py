"""The texts of the page: each kata with its stub, contract and repairs, and the examples of the concepts, as JSON."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def write(root: Path, target: Path) -> None:
    """Write ``katas.json`` and ``repairs.json``."""
    sys.path.insert(0, str(root))
    from harness.course.content.catalogue import catalogue
    from harness.course.repair.repairs import repairs_of

    katas = catalogue(root)
    _json(target / "katas.json", {"katas": [_kata(root, one) for one in katas.values()], "examples": examples(root)})
    repairs = {
        name: [{"name": one.name, "code": one.text} for one in repairs_of(kata) if one.is_judged]
        for name, kata in katas.items()
    }
    _json(target / "repairs.json", repairs)


def _kata(root: Path, kata: Any) -> dict[str, Any]:
    shown = subprocess.run(
        ["git", "-C", str(root), "show", f"HEAD:katas/{kata.name}.py"], check=True, capture_output=True, text=True
    )
    stub = shown.stdout
    docstring = ast.get_docstring(ast.parse(stub)) or ""
    title, _, text = docstring.partition("\n")
    lesson = kata.lesson
    return {
        "name": kata.name, "title": title.strip().rstrip("."), "text": text.strip(), "stub": stub,
        "concept": lesson.concept, "page": lesson.page, "difficulty": lesson.difficulty, "minutes": lesson.minutes,
        "clauses": list(kata.clauses),
    }  # fmt: skip


def examples(root: Path) -> list[dict[str, str]]:
    """Return the programs on the pages about concepts."""
    from harness.course.content.concept_programs import examples as programs

    found = []
    for page in sorted((root / "docs" / "concepts").glob("*.md")):
        if page.stem == "README":
            continue
        text = page.read_text(encoding="utf-8")
        title = text.partition("\n")[0].lstrip("# ").strip()
        found += [{"name": one.name, "concept": title, "code": one.program} for one in programs(text)]
    return found


def _json(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
