"""Parts of a Python file as a block of code: whole functions and classes, in the order of the file."""

from __future__ import annotations

import ast
from pathlib import Path


def excerpt(path: str, names: list[str], root: Path) -> str:
    """Return a block with the top-level definitions and assignments of these names; with the whole file for no names.

    Raises:
        ValueError: the file has no such name.
    """
    source = (root / path).read_text(encoding="utf-8")
    shown = _chosen(source, names, path) if names else source.rstrip()
    return f'```python title="{path}"\n{shown}\n```'


def _chosen(source: str, names: list[str], path: str) -> str:
    lines = source.splitlines()
    found = {}
    for node in ast.parse(source).body:
        for name in _names(node):
            marks = getattr(node, "decorator_list", [])
            first = min([node.lineno, *(mark.lineno for mark in marks)])
            found[name] = "\n".join(lines[first - 1 : node.end_lineno])
    if missing := set(names) - found.keys():
        raise ValueError(f"{path} has no {', '.join(sorted(missing))}")
    return "\n\n\n".join(text for name, text in found.items() if name in names)


def _names(node: ast.stmt) -> list[str]:
    """Return the names that a statement defines."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    return [one.id for one in node.targets if isinstance(one, ast.Name)] if isinstance(node, ast.Assign) else []
