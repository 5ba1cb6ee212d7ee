"""The size of a change between two versions of a program, in lines and in tokens.

Layout does not count: comments, docstrings, annotations, blank lines, quotes and parentheses that change nothing. Nor
does the indentation of a line: a block that is moved into a ``with`` statement is one new line. It does count as
tokens, so that no change of the meaning has the size 0.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ...common.syntax_trees import walk

_IGNORED = frozenset({tokenize.NL, tokenize.COMMENT, tokenize.NEWLINE, tokenize.ENDMARKER})
_NAMED = frozenset({tokenize.INDENT, tokenize.DEDENT})
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, order=True)
class EditSize:
    """The size of a change.

    Attributes:
        lines: lines that were changed, added or removed.
        tokens: the same of tokens.
    """

    lines: int
    tokens: int


def edit_size(before: str, after: str) -> EditSize:
    """Return the size of a change.

    Raises:
        SyntaxError, ValueError: one of the versions is no program.
    """
    old, new = _without_layout(before), _without_layout(after)
    tokens = _changed(_tokens(old), _tokens(new))
    return EditSize(max(_changed(_lines(old), _lines(new)), min(tokens, 1)), tokens)


def _without_layout(text: str) -> str:
    """Return a program as the syntax tree has it, without docstrings and annotations."""
    tree = ast.parse(text)
    for node in walk(tree):
        if isinstance(node, _DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.Pass()]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
        if isinstance(node, ast.arg):
            node.annotation = None
    return ast.unparse(_Plain().visit(tree))


class _Plain(ast.NodeTransformer):
    """Replaces an annotated assignment by a plain one."""

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        plain = ast.Assign([node.target], node.value) if node.value is not None else ast.Expr(node.target)
        return ast.copy_location(plain, node)


def _changed(old: Sequence[str], new: Sequence[str]) -> int:
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in steps if tag != "equal")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _tokens(text: str) -> list[str]:
    read = tokenize.generate_tokens(io.StringIO(text).readline)
    return [
        tokenize.tok_name[token.type] if token.type in _NAMED else token.string
        for token in read
        if token.type not in _IGNORED
    ]
