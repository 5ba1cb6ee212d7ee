"""Local numbers: which local variables of a function are bound to numbers only.

No other thread can change a number, so ``count += 1`` on such a variable stays as it is written.
"""

from __future__ import annotations

import ast

from ...common.syntax_trees import walk
from .syntax import is_number, own_statements


def numbers_only(args: ast.arguments, body: list[ast.stmt] | list[ast.expr]) -> set[str]:
    """Return the local variables of a function that are bound to numbers only."""
    numbers: set[str] = set()
    others = {one.arg for one in [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg] if one}
    for part in body:
        for node in own_statements(part):
            sure = isinstance(node, ast.Assign | ast.AugAssign) and is_number(node.value)
            sure = sure or (isinstance(node, ast.For) and _counts(node.iter))
            sure = sure and all(isinstance(one, ast.Name) for one in getattr(node, "targets", []))
            (numbers if sure else others).update(one.id for one in _targets(node))
            # of an exception handler, a pattern, a definition, an import
            named = getattr(node, "name", None) or getattr(node, "rest", None)
            others.update([named] if isinstance(named, str) else [])
            if isinstance(node, ast.Import | ast.ImportFrom):
                others.update((alias.asname or alias.name).partition(".")[0] for alias in node.names)
    return numbers - others


def _targets(node: ast.AST) -> list[ast.Name]:
    """Return the names that a node itself binds."""
    if isinstance(node, ast.Assign):
        targets: list[ast.expr] = node.targets
    elif isinstance(node, ast.AugAssign | ast.AnnAssign | ast.NamedExpr | ast.For | ast.AsyncFor | ast.comprehension):
        targets = [node.target]
    elif isinstance(node, ast.withitem):
        targets = [node.optional_vars] if node.optional_vars is not None else []
    elif isinstance(node, ast.Delete):
        targets = node.targets
    else:
        targets = []
    return [
        one
        for target in targets
        for one in walk(target)
        if isinstance(one, ast.Name) and not isinstance(one.ctx, ast.Load)
    ]


def _counts(source: ast.expr) -> bool:
    return isinstance(source, ast.Call) and isinstance(source.func, ast.Name) and source.func.id == "range"
