"""Edits of a program that change nothing of what it does: for schedules and orders that must survive them."""

from __future__ import annotations

import ast
from collections.abc import Iterator


def edits(text: str) -> Iterator[tuple[str, str]]:
    """Yield the kind of each edit, with the edited text."""
    yield "a reformatting", "# comment\n\n\n" + ast.unparse(ast.parse(text))
    yield "renamed locals", _unparsed(_Renaming(), text)
    yield "an added line", _unparsed(_Adding(), text)


def _unparsed(edit: ast.NodeTransformer, text: str) -> str:
    return ast.unparse(ast.fix_missing_locations(edit.visit(ast.parse(text))))


class _Renaming(ast.NodeTransformer):
    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        inside = list(ast.walk(node))
        outer = {name for one in inside if isinstance(one, ast.Global | ast.Nonlocal) for name in one.names}
        names = {one.id for one in inside if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)} - outer
        for one in inside:
            if isinstance(one, ast.Name) and one.id in names:
                one.id += "_renamed"
            if isinstance(one, ast.ExceptHandler) and one.name in names:
                one.name += "_renamed"
        return node


class _Adding(ast.NodeTransformer):
    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        node.body.insert(int(ast.get_docstring(node) is not None), ast.parse("added = 1").body[0])
        return node
