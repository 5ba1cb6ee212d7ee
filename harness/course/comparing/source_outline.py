"""The outline of a source file: which primitives it creates, and how many lines of code it has."""

from __future__ import annotations

import ast
import io
import tokenize
from dataclasses import dataclass
from pathlib import Path

from ...common.primitives import IN_ORDER
from ...common.syntax_trees import walk

PRIMITIVES = (*IN_ORDER, "Thread", "Timer")
"""The names from ``threading`` that are counted, in the order in which they are listed."""


@dataclass(frozen=True)
class SourceOutline:
    """The outline of a source file.

    Attributes:
        primitives: which of ``PRIMITIVES`` are created, and at how many places in the source.
        lines: number of lines of code, without comments, docstrings and empty lines.
    """

    primitives: dict[str, int]
    lines: int

    def __str__(self) -> str:
        plural = "" if self.lines == 1 else "s"
        return f"{self.lines} line{plural} with {_listed(self.primitives)}"


def outline(path: Path) -> SourceOutline | None:
    """Return the outline of a file; None if it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        return SourceOutline(_primitives(tree), _lines(text, tree))
    except (OSError, SyntaxError, ValueError, tokenize.TokenError):
        return None


def comparison(mine: Path, reference: Path) -> str:
    """Return one sentence that compares a file with the reference; "" if one of them cannot be read."""
    one, other = outline(mine), outline(reference)
    if one is None or other is None:
        return ""
    if one == other:
        return f"The reference has the same outline: {other}."
    if one.primitives == other.primitives:
        same = _listed(one.primitives)
        return f"The reference uses the same primitives, {same}, in {other.lines} lines; yours has {one.lines}."
    return f"The reference: {other}. Yours: {one}."


def _primitives(tree: ast.Module) -> dict[str, int]:
    called = [node.func for node in walk(tree) if isinstance(node, ast.Call)]
    names = [
        node.attr if isinstance(node, ast.Attribute) else node.id
        for node in called
        if isinstance(node, ast.Attribute | ast.Name)
    ]
    own = {node.name for node in walk(tree) if isinstance(node, ast.ClassDef)}
    return {name: names.count(name) for name in PRIMITIVES if name in names and name not in own}


def _lines(text: str, tree: ast.Module) -> int:
    nothing = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    code: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in nothing:
            code |= set(range(token.start[0], token.end[0] + 1))
    for node in walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            code -= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return len(code)


def _listed(primitives: dict[str, int]) -> str:
    if not primitives:
        return "no primitive"
    return ", ".join(f"{number} {name}" if number > 1 else name for name, number in primitives.items())
